import { closestPassage, type Passage } from './closest.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { type Fit, fits, type Span } from './fit.ts';
import { literal, type Pattern, parseMarks, splitAtEllipses } from './pattern.ts';
import { locate, normalise, type Snapshot } from './snapshot.ts';

/** A verbatim quote and what stands right before and after it in the source: a W3C TextQuoteSelector. */
export interface TextQuote {
  readonly text: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** What came of matching a quote; all offsets count the code points of the source text as it was read. */
export type Match =
  | {
      readonly state: 'verified';
      readonly start: number;
      readonly end: number;
      /** The parts of the quote that stand word for word, in order. */
      readonly segments: readonly Span[];
      readonly cuts: readonly Cut[];
      /** False when a prefix or suffix is given and something else stands there. */
      readonly inContext: boolean;
    }
  | {
      readonly state: 'ambiguous';
      /** Where the passages start that the quote may be: the first `maxStarts` of `count`. */
      readonly starts: readonly number[];
      readonly count: number;
    }
  | { readonly state: 'absent'; readonly closest: Passage | null };

/** How many starts an ambiguous match lists. */
export const maxStarts = 100;

/**
 * Matches a quote strictly against a snapshot, in time linear in the snapshot. The quote is tried as it stands, brackets
 * and dots included, then with its ellipses read as the editor's, then its brackets too:
 * - an ellipsis leaves out one word or more, or an ellipsis of the source's own;
 * - `[text]` stands for nothing or for at most `maxReplacedWords` words of one sentence, never for a bracket of the source;
 * - parts start and end at word boundaries, and come in order without overlap;
 * - of passages that lie within one another, only the shortest counts.
 */
export function matchQuote(quote: TextQuote, snapshot: Snapshot): Match {
  const text = normalise(quote.text);
  for (const pattern of readings(text)) {
    const match = choose(quote, pattern, snapshot);
    if (match) return match;
  }
  // Of a quote with ellipses, the first stretch that is nowhere is the one to look at; the whole, when each is somewhere.
  const stretches = splitAtEllipses(text);
  const altered =
    stretches.length > 1 &&
    stretches.find((stretch) => readings(stretch).every((pattern) => fits(snapshot, pattern).next().done));
  return { state: 'absent', closest: closestPassage(snapshot, altered || text) };
}

/** The ways to read a normalised quote, the most literal first: its brackets may be the publication's and only the ellipses the editor's. */
function readings(text: string): Pattern[] {
  if (text === '') return [];
  return [literal(text), parseMarks(text, 'ellipses'), parseMarks(text, 'all')].filter((pattern) => pattern !== null);
}

function choose(quote: TextQuote, pattern: Pattern, snapshot: Snapshot): Match | null {
  const prefix = normalise(quote.prefix ?? '');
  const suffix = normalise(quote.suffix ?? '');
  const all = { count: 0, starts: [] as number[], first: null as Fit | null };
  const inContext = { count: 0, starts: [] as number[], first: null as Fit | null };
  for (const fit of fits(snapshot, pattern)) {
    add(all, fit);
    if (standsIn(snapshot, fit, prefix, suffix)) add(inContext, fit);
  }
  const tally = inContext.count > 0 ? inContext : all;
  if (tally.first === null) return null;
  if (tally.count > 1) {
    return {
      state: 'ambiguous',
      starts: tally.starts.map((start) => locate(snapshot, start, start).start),
      count: tally.count,
    };
  }
  const spans = tally.first.segments.map(([start, end]) => locate(snapshot, start, end));
  return {
    state: 'verified',
    start: spans[0]?.start ?? 0,
    end: spans.at(-1)?.end ?? 0,
    segments: spans.map(({ start, end }) => [start, end]),
    cuts: cutsOf(snapshot, pattern, tally.first.segments),
    inContext: inContext.count > 0,
  };
}

function add(tally: { count: number; starts: number[]; first: Fit | null }, fit: Fit): void {
  tally.first ??= fit;
  if (++tally.count <= maxStarts) tally.starts.push(fit.start);
}

/** White space at the seam does not count. */
function standsIn({ text }: Snapshot, { start, end }: Fit, prefix: string, suffix: string): boolean {
  const before = text[start - 1] === ' ' ? start - 1 : start;
  const after = text[end] === ' ' ? end + 1 : end;
  return before >= prefix.length && text.endsWith(prefix, before) && text.startsWith(suffix, after);
}
