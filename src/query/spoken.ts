import type { KnowledgeBase } from '../model/knowledge.ts';
import { type AsOf, counts } from '../model/standing.ts';

/** For whom a person has spoken by `asOf`, in how many quotes; actors in id order. A person's words count for an actor only where the quote says so. */
export function spokenFor(knowledge: KnowledgeBase, person: string, asOf: AsOf): Map<string, number> {
  const spoken = new Map<string, number>();
  for (const quote of knowledge.naming('quotes', 'actors', person, ['speaker_id']))
    if (quote.actor !== undefined && quote.actor !== person && counts(quote.said, asOf))
      spoken.set(quote.actor, (spoken.get(quote.actor) ?? 0) + 1);
  return new Map([...spoken].sort(([a], [b]) => (a < b ? -1 : 1)));
}
