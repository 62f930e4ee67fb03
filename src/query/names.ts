import type { KnowledgeBase } from '../model/knowledge.ts';

/** What ids are called, for people; an id that leads nowhere is its own name. */
export interface Names {
  actor(id: string): string;
  condition(id: string): string;
  /** The publisher and date of a source. */
  source(id: string): string;
  /** The instrument and paragraph of a clause, and where it has an end, its end. */
  clause(id: string): string;
  /** What a clause says. */
  clauseText(id: string): string;
}

/** Each name is looked up once, however often an answer has it. */
export function namesIn(knowledge: KnowledgeBase): Names {
  return {
    actor: remembered((id) => knowledge.find('actors', id)?.name ?? id),
    condition: remembered((id) => knowledge.find('conditions', id)?.name ?? id),
    source: remembered((id) => {
      const source = knowledge.find('sources', id);
      return source ? `${source.publisher}, ${source.published}` : id;
    }),
    clauseText: remembered((id) => knowledge.find('clauses', id)?.summary ?? id),
    clause: remembered((id) => {
      const clause = knowledge.find('clauses', id);
      if (!clause) return id;
      const where = clause.paragraph === undefined ? clause.instrument : `${clause.paragraph} of ${clause.instrument}`;
      return clause.until === undefined ? where : `${where}, until ${clause.until}`;
    }),
  };
}

function remembered(nameOf: (id: string) => string): (id: string) => string {
  const known = new Map<string, string>();
  return (id) => {
    const name = known.get(id) ?? nameOf(id);
    known.set(id, name);
    return name;
  };
}
