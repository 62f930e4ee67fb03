import { byDecision } from '../model/holding.ts';
import type { Entry, KnowledgeBase, Referrer } from '../model/knowledge.ts';
import {
  type Commitment,
  type Position,
  positionKey,
  type RecordOf,
  undertakingOfCommitment,
} from '../model/record.ts';
import { byChange } from '../model/standing.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { citeQuote } from './cited.ts';
import { candidates, UnknownName } from './resolve.ts';

/** A record as answers carry it: as in the data, save that a quote has its source with it. */
export function shownRecord(knowledge: KnowledgeBase, { kind, record }: Entry): Readonly<Record<string, unknown>> {
  return kind === 'quotes' ? { ...record, ...citeQuote(knowledge, record, null) } : { ...record };
}

/** The record that supersedes a position or a commitment, the next of its key; undefined where it stands, or is of another kind. */
export function successor(knowledge: KnowledgeBase, { kind, record }: Entry): Position | Commitment | undefined {
  if (kind === 'positions')
    return knowledge
      .naming('positions', 'actors', record.actor, ['actor'])
      .filter((other) => positionKey(other) === positionKey(record) && byChange(other, record) > 0)
      .sort(byChange)[0];
  if (kind !== 'commitments') return undefined;
  return knowledge
    .naming('commitments', 'actors', record.actor, ['actor'])
    .filter((other) => undertakingOfCommitment(other) === undertakingOfCommitment(record))
    .filter((other) => byDecision(other, record) > 0)
    .sort(byDecision)[0];
}

/** What a row says of that, for the kinds that are superseded. */
export function successionOf(knowledge: KnowledgeBase, entry: Entry): { readonly superseded_by?: string | null } {
  if (entry.kind !== 'positions' && entry.kind !== 'commitments') return {};
  return { superseded_by: successor(knowledge, entry)?.id ?? null };
}

export interface Shown {
  readonly entry: Entry;
  readonly referredBy: readonly Referrer[];
}

/** The records that an id, or any name, leads to; `kind/id` names one where several kinds have the id. Throws UnknownName where there is none. */
export function show(knowledge: KnowledgeBase, name: string): Shown[] {
  const [prefix, rest] = name.includes('/')
    ? [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
    : ['', name];
  const kind = kinds.find((each) => each === prefix);
  const found = kind ? candidates(knowledge, rest, [kind]) : candidates(knowledge, name, kinds);
  if (found.length === 0)
    throw new UnknownName(`no record answers to "${name}"`, kind ? rest : name, kind ? [kind] : kinds);
  return found.flatMap((each) => {
    const entry = entryOf(knowledge, each.kind, each.id);
    return entry ? [{ entry, referredBy: knowledge.referrers(each.kind, each.id) }] : [];
  });
}

/** A record with its kind, or undefined where it is not there. */
export function entryOf<K extends Kind>(knowledge: KnowledgeBase, kind: K, id: string): Entry | undefined {
  const record: RecordOf[K] | undefined = knowledge.find(kind, id);
  return record && ({ kind, id: record.id, record } as unknown as Entry);
}
