import type { KnowledgeBase } from '../../src/model/knowledge.ts';
import type { RecordOf } from '../../src/model/record.ts';
import type { Kind } from '../../src/model/vocabulary.ts';

type Records = { readonly [K in Kind]?: Iterable<RecordOf[K]> };

/** A knowledge base of records in memory, or made as they are asked for; it answers what a writer of other formats asks. */
export function knowledgeOf(records: Records, find?: KnowledgeBase['find']): KnowledgeBase {
  const list = <K extends Kind>(kind: K): Iterable<RecordOf[K]> => records[kind] ?? [];
  const refuse = (): never => {
    throw new Error('no writer asks this');
  };
  return {
    manifest: { name: 'memory', title: 'In memory', version: 1 },
    list,
    find: find ?? ((kind, id) => [...list(kind)].find((record) => record.id === id)),
    ...{
      naming: refuse,
      referrers: refuse,
      named: refuse,
      idsFrom: refuse,
      names: refuse,
      match: refuse,
      count: refuse,
      terms: refuse,
      newest: refuse,
      mentioning: refuse,
      proof: () => undefined,
      proofs: () => [],
    },
  };
}
