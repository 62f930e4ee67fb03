/** How the full text answers a query: the FTS5 expressions, and which hit comes first. */
import type { Phrase, WordQuery } from '../model/knowledge.ts';

/** Readers look for what is asked and said; the titles of sources and the names of actors repeat it. */
const weight =
  "CASE records.kind WHEN 'conditions' THEN 2.0 WHEN 'quotes' THEN 1.5 WHEN 'sources' THEN 0.5 ELSE 1.0 END";

/** BM25 by column and by kind; lower is better. */
export const weighed = `bm25(texts, 4.0, 1.0, 1.0, 0.5) * ${weight}`;

/** An FTS5 expression in which every word is quoted, so that no word is an operator. */
export function matchExpression(query: WordQuery): string {
  const wanted = `(${query.all.map((alternatives) => within(query, alternatives)).join(' AND ')})`;
  return query.none.length === 0 ? wanted : `${wanted} NOT ({name body compounds ids} : ${any(query.none)})`;
}

/** One of the phrases, in the columns that the query looks in. */
function within({ ids }: WordQuery, phrases: readonly Phrase[]): string {
  return `${ids ? '{name body compounds ids}' : '{name body compounds}'} : ${any(phrases)}`;
}

function any(phrases: readonly Phrase[]): string {
  const phrase = ({ words, prefix }: Phrase) =>
    `"${words.map((word) => word.replaceAll('"', '')).join(' ')}"${prefix ? '*' : ''}`;
  return `(${phrases.map(phrase).join(' OR ')})`;
}

const having = 'texts.rowid IN (SELECT rowid FROM texts WHERE texts MATCH ?)';

/** The terms of ORDER BY, best first, and what they bind. */
export function rankingOf(query: WordQuery): { sql: string; values: readonly string[] } {
  const { names = [], together = [] } = query;
  const order: string[] = [];
  const values: string[] = [];
  const errors = query.all.flatMap((alternatives) => {
    const counts = [...new Set(alternatives.map(({ edits = 0 }) => edits))].sort((a, b) => a - b);
    const farthest = counts.pop();
    // What every hit has alike is no order.
    if (counts.length === 0) return [];
    const nearer = counts.map((count) => {
      values.push(
        within(
          query,
          alternatives.filter(({ edits = 0 }) => edits === count),
        ),
      );
      return `WHEN ${having} THEN ${count}`;
    });
    return `CASE ${nearer.join(' ')} ELSE ${farthest} END`;
  });
  if (errors.length > 0) order.push(errors.join(' + '));
  if (names.length > 0) {
    order.push('records.record IN (SELECT record FROM names WHERE key IN (SELECT value FROM json_each(?))) DESC');
    values.push(JSON.stringify(names));
  }
  if (together.length > 0) {
    order.push(`${having} DESC`);
    values.push(within(query, together));
  }
  return { sql: [...order, 'weighed', 'records.kind', 'records.id'].join(', '), values };
}
