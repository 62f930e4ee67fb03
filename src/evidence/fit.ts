import { isInside, isSentenceEnd, isWordAt, wordEnd } from './boundaries.ts';
import { type Mark, maxReplacedWords, type Part, type Pattern } from './pattern.ts';
import { lookahead, positions } from './search.ts';
import type { Snapshot } from './snapshot.ts';

/** A stretch of a text; the end is not part of it. */
export type Span = readonly [start: number, end: number];

/** How far those words may reach, in UTF-16 units: no word of a language is longer than this by itself. */
const maxReplacedLength = 160;

/** A passage of the normalised text that a pattern fits: where each of its parts stands. */
export interface Fit {
  readonly start: number;
  readonly end: number;
  readonly segments: readonly Span[];
}

/** The passages that a pattern fits, without those that another one lies within, in order of their starts. */
export function* fits(snapshot: Snapshot, pattern: Pattern): Generator<Fit> {
  const [first, ...rest] = stretches(pattern);
  if (!first) return;
  const followers = rest.map((stretch) => follower(snapshot, stretch));
  let last: Fit | null = null;
  search: for (const fit of innermost(snapshot, first, 0)) {
    const segments = [...fit.segments];
    let end = fit.end;
    for (const after of followers) {
      const next = after(end);
      // A later start leaves even less room.
      if (next === null) break search;
      segments.push(...next.segments);
      end = next.end;
    }
    // Ends never decrease, so a passage with the same end as the next holds the next.
    if (last && last.end < end) yield last;
    last = { start: fit.start, end, segments };
  }
  if (last) yield last;
}

interface Stretch {
  readonly parts: readonly Part[];
  readonly marks: readonly Mark[];
}

/** A pattern divided at its ellipses. */
function stretches({ parts, marks }: Pattern): Stretch[] {
  const cuts = marks.flatMap((mark, i) => (mark.kind === 'ellipsis' ? [i + 1] : []));
  return [0, ...cuts].map((from, i) => {
    const to = cuts[i] ?? parts.length;
    return { parts: parts.slice(from, to), marks: marks.slice(from, to - 1) };
  });
}

/** Finds the next occurrence of a stretch after an ellipsis; to be asked with ends that never decrease. */
function follower(snapshot: Snapshot, stretch: Stretch): (end: number) => Fit | null {
  let found: Generator<Fit> | null = null;
  let current: Fit | null = null;
  let asked = -1;
  return (end) => {
    if (end === asked) return current;
    asked = end;
    const from = afterLeftOut(snapshot, end);
    if (from === undefined) return null;
    found ??= innermost(snapshot, stretch, from);
    while (current === null || current.start < from) {
      const next = found.next();
      if (next.done) return null;
      current = next.value;
    }
    return current;
  };
}

/** The first place at which an ellipsis that starts at `end` has left something out: a word, or the source's own ellipsis. */
function afterLeftOut(snapshot: Snapshot, end: number): number | undefined {
  const word = wordEnd(snapshot, end);
  for (let i = end; i < (word ?? snapshot.text.length) && !isWordAt(snapshot.text, i); i++) {
    if (snapshot.text.startsWith('...', i)) return i + 3;
  }
  return word;
}

/** The occurrences of a stretch that hold no other one. */
function* innermost(snapshot: Snapshot, stretch: Stretch, from: number): Generator<Fit> {
  if (stretch.parts.length === 1) {
    yield* occurrences(snapshot, stretch, from);
    return;
  }
  let open: Fit[] = [];
  for (const fit of occurrences(snapshot, stretch, from)) {
    yield* open.filter((earlier) => earlier.end <= fit.start);
    open = open.filter((earlier) => earlier.end > fit.start && earlier.end < fit.end);
    open.push(fit);
  }
  yield* open;
}

/** Where a stretch without ellipses stands from `from` on, in order; of several ends, the first. */
function* occurrences(snapshot: Snapshot, { parts, marks }: Stretch, from: number): Generator<Fit> {
  const [first] = parts;
  if (!first) return;
  const sought = first.anyCase ? first.text.slice(1) : first.text;
  const followers = marks.flatMap((mark, k) => {
    const part = parts[k + 1];
    return part ? [{ mark, part, next: lookahead(snapshot.text, part.anyCase ? part.text.slice(1) : part.text) }] : [];
  });
  const longestPart = Math.max(...parts.map((part) => part.text.length));
  for (const start of positions(snapshot, sought, from, first.text.length - sought.length)) {
    if (isInside(snapshot, start + first.text.length) || !startsAsAsked(snapshot, first, start)) continue;
    const isNear = ({ next }: { next: (from: number) => number }, k: number) =>
      next(start) <= start + (k + 1) * (longestPart + maxReplacedLength + 1);
    if (!followers.every(isNear)) continue;
    let ways: Span[][] = [[[start, start + first.text.length]]];
    for (const { mark, part, next } of followers) ways = extend(snapshot, ways, mark, part, next);
    const segments = ways[0];
    if (segments) yield { start, end: segments.at(-1)?.[1] ?? start, segments };
  }
}

/** What ways of matching become when the next part follows: for each end, the first way that leads there, in order of ends. */
function extend(
  snapshot: Snapshot,
  ways: readonly Span[][],
  mark: Mark,
  part: Part,
  next: (from: number) => number,
): Span[][] {
  const byEnd = new Map<number, Span[]>();
  for (const way of ways) {
    const last = way.at(-1)?.[1] ?? 0;
    if (next(last) > last + maxReplacedLength + 1) continue;
    for (const start of placesAfter(snapshot, last, mark)) {
      const end = start + part.text.length;
      if (!byEnd.has(end) && standsAt(snapshot, part, start)) byEnd.set(end, [...way, [start, end]]);
    }
  }
  return [...byEnd].sort(([a], [b]) => a - b).map(([, way]) => way);
}

/** Where the next part may start when the one before a bracket ends at `end`. */
function* placesAfter(snapshot: Snapshot, end: number, mark: Mark): Generator<number> {
  const { text } = snapshot;
  yield end;
  const spaced = text[end] === ' ' ? end + 1 : end;
  if (spaced > end) yield spaced;
  if (mark.kind !== 'bracket') return;
  const own = `[${mark.words}]`;
  if (text.startsWith(own, spaced)) {
    yield spaced + own.length;
    yield spaced + own.length + 1;
  }
  let words = 0;
  for (let i = spaced; i < text.length && i - end <= maxReplacedLength; i++) {
    if (i > end && isSentenceEnd(snapshot, i)) return;
    if (words > 0) yield i;
    // What the publication put in brackets is not the speaker's, and not to be replaced.
    if (text[i] === '[' || text[i] === ']') return;
    if (isWordAt(text, i) && !isInside(snapshot, i) && ++words > maxReplacedWords) return;
  }
}

function standsAt(snapshot: Snapshot, part: Part, start: number): boolean {
  const { text, anyCase } = part;
  const skipped = anyCase ? 1 : 0;
  return (
    snapshot.text.startsWith(skipped ? text.slice(1) : text, start + skipped) &&
    startsAsAsked(snapshot, part, start) &&
    !isInside(snapshot, start) &&
    !isInside(snapshot, start + text.length)
  );
}

function startsAsAsked({ text }: Snapshot, part: Part, start: number): boolean {
  return !part.anyCase || text[start]?.toLowerCase() === part.text[0]?.toLowerCase();
}
