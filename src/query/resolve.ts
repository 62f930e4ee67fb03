import type { KnowledgeBase, Name } from '../model/knowledge.ts';
import type { Kind } from '../model/vocabulary.ts';

/** A name that leads to no record, or to several: bad usage. `among` is where it was looked for. */
export class UnknownName extends Error {
  readonly typed: string;
  readonly among: readonly Kind[];
  readonly hint: string | undefined;
  constructor(message: string, typed: string, among: readonly Kind[], hint?: string) {
    super(message);
    this.name = 'UnknownName';
    this.typed = typed;
    this.among = among;
    this.hint = hint;
  }
}

export interface Resolved {
  readonly kind: Kind;
  readonly id: string;
}

const nouns: Readonly<Record<Kind, string>> = {
  actors: 'actor',
  sources: 'source',
  quotes: 'quote',
  conditions: 'condition',
  positions: 'position',
  commitments: 'commitment',
  clauses: 'clause',
  events: 'event',
};

export function nounOf(kind: Kind): string {
  return nouns[kind];
}

/** The one record of the given kinds that answers to a name: by id first, then former id, name, alias or code; or to one after its kind, as in `actors/egypt`. Throws UnknownName. */
export function resolve(knowledge: KnowledgeBase, name: string, among: readonly Kind[]): Resolved {
  const found = candidates(knowledge, name, among);
  const slash = name.indexOf('/');
  const kind = among.find((each) => each === name.slice(0, Math.max(0, slash)));
  if (found.length === 0 && kind !== undefined) return resolve(knowledge, name.slice(slash + 1), [kind]);
  const [first] = found;
  if (found.length === 1 && first) return first;
  const wanted = among.map(nounOf).join(' or ');
  if (first)
    throw new UnknownName(
      `"${name}" may be any of ${found.map(({ kind, id }) => `${nounOf(kind)} ${id}`).join(', ')}`,
      name,
      among,
      `name it by its kind and id, as in ${first.kind}/${first.id}`,
    );
  throw new UnknownName(`unknown ${wanted} "${name}"`, name, among);
}

/** Every record of the given kinds that answers to a name; an id outdoes a former id, and that any other name. */
export function candidates(knowledge: KnowledgeBase, name: string, among: readonly Kind[]): Resolved[] {
  const named = knowledge.named(name).filter(({ kind }) => among.includes(kind));
  const ranks: readonly Name['how'][][] = [['id'], ['former id'], ['name', 'alias', 'code']];
  for (const rank of ranks) {
    const hits = named.filter(({ how }) => rank.includes(how));
    if (hits.length > 0) return [...new Map(hits.map(({ kind, id }) => [`${kind}/${id}`, { kind, id }])).values()];
  }
  return [];
}
