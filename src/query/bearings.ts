/** What is on record about a condition besides anybody's position on it: statuses, clauses and remarks. */
import { compareText } from '../model/diagnostic.ts';
import { firstDay, lastDay } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Clause, Condition } from '../model/record.ts';
import { type AsOf, counts, type Status } from '../model/standing.ts';
import type { Effect } from '../model/vocabulary.ts';
import { type Cited, type CitedQuote, citeQuote, given } from './cited.ts';

/** The statuses of a condition that had been recorded by `asOf`, with the evidence given by then, in order of date. */
export function statusesOf(knowledge: KnowledgeBase, condition: Condition, asOf: AsOf): Status[] {
  return (condition.status ?? [])
    .filter((status) => counts(status.since, asOf))
    .map((status) => ({ ...status, evidence: given(knowledge, status.evidence, asOf).map(({ id }) => id) }))
    .sort((a, b) => compareText(firstDay(a.since), firstDay(b.since)));
}

/** The quotes that speak of a condition by `asOf` without being evidence of any position on it. */
export function remarksOn(
  knowledge: KnowledgeBase,
  condition: string,
  held: readonly { readonly evidence: readonly Cited[] }[],
  asOf: AsOf,
): CitedQuote[] {
  const cited = new Set(held.flatMap((row) => row.evidence.map(({ id }) => id)));
  return knowledge
    .naming('quotes', 'conditions', condition, ['about'])
    .filter((quote) => counts(quote.said, asOf) && !cited.has(quote.id))
    .map((quote) => citeQuote(knowledge, quote, asOf))
    .sort((a, b) => compareText(firstDay(a.said), firstDay(b.said)) || compareText(a.id, b.id));
}

/** How the clauses in force by `asOf` bear on a condition; a bearing counts once one piece of its evidence has been given. */
export function clausesOn(knowledge: KnowledgeBase, condition: string, asOf: AsOf): { id: string; effect: Effect }[] {
  return knowledge.naming('clauses', 'conditions', condition, ['bears_on']).flatMap((clause) => {
    if (!counts(clause.since, asOf) || hasEnded(clause, asOf)) return [];
    return (clause.bears_on ?? [])
      .filter((bearing) => bearing.condition === condition && given(knowledge, bearing.evidence, asOf).length > 0)
      .map(({ effect }) => ({ id: clause.id, effect }));
  });
}

/** Without a date nothing has ended: everything on record counts. */
function hasEnded({ until }: Clause, asOf: AsOf): boolean {
  return asOf !== null && until !== undefined && asOf > lastDay(until);
}
