import type { Entry, KnowledgeBase, Referrer } from '../model/knowledge.ts';
import type { RecordOf } from '../model/record.ts';
import { type Kind, kinds } from '../model/vocabulary.ts';
import { citeQuote } from './cited.ts';
import { candidates, UnknownName } from './resolve.ts';

/** A record as answers carry it: as in the data, save that a quote has its source with it. */
export function shownRecord(knowledge: KnowledgeBase, { kind, record }: Entry): Readonly<Record<string, unknown>> {
  return kind === 'quotes' ? { ...record, ...citeQuote(knowledge, record) } : { ...record };
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
