import { didYouMean } from '../model/nearest.ts';
import { type Kind, kinds, type Space } from '../model/vocabulary.ts';
import type { Corpus, Rule } from './rule.ts';

const nouns: Readonly<Record<Space, string>> = {
  actors: 'actor',
  sources: 'source',
  evidence: 'quote or event',
  conditions: 'condition',
  positions: 'position',
  commitments: 'commitment',
  clauses: 'clause',
  undertakings: 'undertaking',
};

export const unknownReference: Rule = {
  id: 'unknown-reference',
  description: 'every id that a record mentions is that of a record, and every undertaking is in the manifest',
  severity: 'error',
  *check(corpus) {
    const hints = new Map<string, string>();
    const hintFor = (space: Space, id: string) =>
      didYouMean(id, corpus.ids(space)) ??
      elsewhere(corpus, id, space) ??
      `add it under ${space === 'evidence' ? 'quotes or events' : space}, or mend the id`;
    for (const { row, path, space, id } of corpus.unresolved()) {
      const key = `${space} ${id}`;
      // A look at every id of a large base takes its time, and a file that is gone leaves hundreds of ids unknown.
      const hint = hints.get(key) ?? (hints.size < mostHints ? hintFor(space, id) : undefined);
      if (hint !== undefined) hints.set(key, hint);
      yield { row, path, message: `unknown ${nouns[space]} "${id}"`, ...(hint === undefined ? {} : { hint }) };
    }
  },
};

/** For how many different ids a suggestion is looked for. */
const mostHints = 100;

function elsewhere(corpus: Corpus, id: string, space: Space): string | undefined {
  if (space === 'undertakings') return `the undertakings in isf.yaml are ${corpus.ids(space).join(', ')}`;
  const kind = kinds.find((other: Kind) => corpus.find(other, id));
  return kind && `"${id}" is one of the ${kind}`;
}
