import type { Event, Quote } from './record.ts';

/** True where a quote is somebody's word about another: the outlet's own voice, or an actor's that is not the one spoken of. */
export function isClaim(quote: Quote): boolean {
  return quote.attribution === 'outlet' || quote.claimed_by !== undefined;
}

/** Who claims what a record says, when nothing else supports it: the actors, and the sources that speak in their own voice, as ids. */
export interface Claim {
  readonly actors: readonly string[];
  readonly outlets: readonly string[];
}

/** The claim that a record is where all of its evidence is claims; null where the actor's own words, or an event, bear it out. */
export function claimOf(evidence: readonly (Quote | Event)[]): Claim | null {
  const quotes = evidence.filter((piece): piece is Quote => 'text' in piece);
  if (quotes.length === 0 || quotes.length < evidence.length || !quotes.every(isClaim)) return null;
  const actors = quotes.flatMap((quote) => quote.claimed_by ?? []);
  const outlets = quotes.filter((quote) => quote.claimed_by === undefined).map((quote) => quote.source);
  return { actors: [...new Set(actors)].sort(), outlets: [...new Set(outlets)].sort() };
}
