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
    for (const { row, path, space, id } of corpus.unresolved()) {
      const hint = didYouMean(id, corpus.ids(space)) ?? elsewhere(corpus, id, space);
      yield { row, path, message: `unknown ${nouns[space]} "${id}"`, ...(hint === undefined ? {} : { hint }) };
    }
  },
};

function elsewhere(corpus: Corpus, id: string, space: Space): string | undefined {
  if (space === 'undertakings') return `the undertakings in isf.yaml are ${corpus.ids(space).join(', ')}`;
  const kind = kinds.find((other: Kind) => corpus.find(other, id));
  return kind && `"${id}" is one of the ${kind}`;
}
