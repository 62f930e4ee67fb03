import { compareText } from '../src/model/diagnostic.ts';
import { firstDay } from '../src/model/edtf.ts';
import type { KnowledgeBase } from '../src/model/knowledge.ts';
import { madeId, type Position, type RecordOf } from '../src/model/record.ts';
import { type Kind, kinds } from '../src/model/vocabulary.ts';

/** Records in memory: only what they must have for the question. */
export type Records = { readonly [K in Kind]?: readonly (Partial<RecordOf[K]> & Partial<{ readonly id: string }>)[] };

/** A knowledge base of records in memory, for questions that search nothing. */
export function knowledgeOf(records: Records, manifest: Partial<KnowledgeBase['manifest']> = {}): KnowledgeBase {
  const ready = new Map(
    kinds.map((kind) => [
      kind,
      (records[kind] ?? [])
        .map((record) => ({ ...record, id: record.id ?? madeId(kind as 'positions', record as unknown as Position) }))
        .sort((a, b) => compareText(a.id, b.id)),
    ]),
  );
  const all = <K extends Kind>(kind: K) => ready.get(kind) as unknown as RecordOf[K][];
  const mentions = (record: object, id: string, fields: readonly string[]) =>
    fields.some((field) => JSON.stringify((record as Record<string, unknown>)[field] ?? null).includes(`"${id}"`));
  const unused = () => {
    throw new Error('this knowledge base has no names and no index');
  };
  const day = (record: object) => {
    const { said, since, date } = record as { said?: string; since?: string; date?: string };
    return firstDay(said ?? since ?? date ?? '0000');
  };
  return {
    manifest: { name: 'test', title: 'Test', version: 1, ...manifest },
    find: (kind, id) => all(kind).find((record) => record.id === id),
    list: (kind) => all(kind),
    naming: (kind, _of, id, fields) => all(kind).filter((record) => mentions(record, id, fields)),
    newest: (kind, _of, id, fields, until) =>
      all(kind)
        .filter((record) => mentions(record, id, fields) && (until === null || day(record) <= until))
        .sort((a, b) => compareText(day(a), day(b)))
        .at(-1),
    mentioning: (kind, field) => all(kind).filter((record) => field in record),
    referrers: unused,
    named: unused,
    names: unused,
    match: unused,
    count: unused,
    terms: unused,
    idsFrom: unused,
    proof: () => undefined,
    proofs: () => [],
  };
}
