import type { LockedQuote, Proof } from '../model/proof.ts';
import { turningCuts } from './cuts.ts';
import { isSameEntry, type Lock, sha256 } from './lock.ts';
import { type Match, matchQuote, type TextQuote } from './match.ts';
import type { Snapshot } from './snapshot.ts';

/** A quote that claims to be verbatim. */
export interface DirectQuote extends TextQuote {
  readonly id: string;
  readonly source: string;
}

/** What comparing one quote with its source's snapshot came to. */
export interface Comparison {
  readonly quote: DirectQuote;
  readonly match: Match;
}

export function compare(quote: DirectQuote, snapshot: Snapshot): Comparison {
  return { quote, match: matchQuote(quote, snapshot) };
}

/** True where an entry vouches for a quote as it is. */
export function vouches(entry: LockedQuote | undefined, { source, text }: DirectQuote): boolean {
  return entry !== undefined && entry.source === source && entry.hash === sha256(text);
}

/**
 * The lockfile after a run. A quote that was found gets its entry, with today's date unless nothing else changed; one that was not
 * loses an entry for this very text, since the source no longer bears it out; entries of other texts stay, and still tell that the
 * quote changed. Former ids become current ones, and entries of quotes that are gone are dropped.
 */
export function updateLock(
  before: Lock,
  run: {
    readonly proofs: readonly Proof[];
    readonly comparisons: readonly Comparison[];
    /** SHA-256 of the snapshots that were read, by source. */
    readonly snapshots: ReadonlyMap<string, string>;
    readonly today: string;
  },
): Lock {
  const sources = new Map(before.sources);
  const quotes = new Map(before.quotes);
  for (const { state, given, quote, entry } of run.proofs) {
    const kept = quotes.get(given);
    if (!kept) continue;
    quotes.delete(given);
    if (state === 'gone') continue;
    const snapshot = before.sources.get(kept.source);
    if (snapshot !== undefined && !sources.has(entry.source)) sources.set(entry.source, snapshot);
    if (given === quote || !quotes.has(quote)) quotes.set(quote, { ...kept, source: entry.source });
  }
  for (const [source, hash] of run.snapshots) sources.set(source, hash);
  for (const { quote, match } of run.comparisons) {
    const known = quotes.get(quote.id);
    if (match.state === 'verified') quotes.set(quote.id, entryOf(quote, match, known, run.today));
    else if (vouches(known, quote)) quotes.delete(quote.id);
  }
  return { sources, quotes };
}

function entryOf(
  { source, text }: DirectQuote,
  { start, cuts }: Extract<Match, { state: 'verified' }>,
  known: LockedQuote | undefined,
  today: string,
): LockedQuote {
  const turning = turningCuts(cuts);
  const entry: LockedQuote = {
    source,
    hash: sha256(text),
    start,
    verified: known?.verified ?? today,
    drops: turning.flatMap(({ drops }) => drops),
    adds: turning.flatMap(({ adds }) => adds),
    leavesParagraph: cuts.some(({ leavesParagraph }) => leavesParagraph),
  };
  return isSameEntry(entry, known) ? entry : { ...entry, verified: today };
}

/** How one lockfile differs from another, by quote and source, in id order. */
export interface LockChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Sources whose snapshot is another. */
  readonly snapshots: readonly string[];
}

export function changesOf(before: Lock, after: Lock): LockChange {
  const differ = (quote: string) => !isSameEntry(before.quotes.get(quote), after.quotes.get(quote));
  const cited = new Set([...after.quotes.values()].map(({ source }) => source));
  return {
    added: [...after.quotes.keys()].filter((quote) => !before.quotes.has(quote)).sort(),
    changed: [...after.quotes.keys()].filter((quote) => before.quotes.has(quote) && differ(quote)).sort(),
    removed: [...before.quotes.keys()].filter((quote) => !after.quotes.has(quote)).sort(),
    snapshots: [...after.sources.keys()]
      .filter(
        (source) =>
          cited.has(source) && before.sources.has(source) && before.sources.get(source) !== after.sources.get(source),
      )
      .sort(),
  };
}
