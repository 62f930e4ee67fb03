import type { KnowledgeBase } from '../model/knowledge.ts';
import { type AsOf, counts } from '../model/standing.ts';

/** For whom a person has spoken by `asOf`, in how many quotes; actors in id order. A person's words count for an actor only where the quote says so; what is claimed of another is said for whoever claims it. */
export function spokenFor(knowledge: KnowledgeBase, person: string, asOf: AsOf): Map<string, number> {
  const spoken = new Map<string, number>();
  for (const quote of knowledge.naming('quotes', 'actors', person, ['speaker_id'])) {
    const whose = quote.claimed_by ?? quote.actor;
    if (whose !== undefined && whose !== person && counts(quote.said, asOf))
      spoken.set(whose, (spoken.get(whose) ?? 0) + 1);
  }
  return new Map([...spoken].sort(([a], [b]) => (a < b ? -1 : 1)));
}
