import { isInside } from './boundaries.ts';
import type { Snapshot } from './snapshot.ts';

/** A stretch of words that quote and source share, that the quote lacks (`missing`) or that only the quote has (`added`). */
export interface Difference {
  readonly kind: 'same' | 'missing' | 'added';
  readonly text: string;
}

/** A word or a punctuation mark of a normalised text, with the space before it. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Tokens that are compared each with each, and how many more of the source, so that the two may drift apart. */
const block = 800;
const slack = 1000;

/** The tokens of a stretch of a normalised text. */
export function tokensOf(snapshot: Snapshot, from: number, to: number): Token[] {
  const { text } = snapshot;
  const tokens: Token[] = [];
  for (let i = from; i < to; ) {
    const spaced = text[i] === ' ';
    const start = spaced ? i + 1 : i;
    if (start >= to) break;
    let end = start + 1;
    while (end < to && isInside(snapshot, end)) end++;
    tokens.push({ text: text.slice(i, end), start, end });
    i = end;
  }
  return tokens;
}

/** How many words the stretches that are the same hold. */
export function sameWords(diff: readonly Difference[]): number {
  return diff
    .filter(({ kind }) => kind === 'same')
    .reduce(
      (sum, { text }) => sum + [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['.,:-][\p{L}\p{M}\p{N}]+)*/gu)].length,
      0,
    );
}

/**
 * How a quote differs from the stretch of `there` that it is closest to, by the longest common subsequence of their tokens,
 * and where that stretch starts and ends; null when they share nothing. `same` and `added` together read as the quote.
 */
export function differences(
  asked: readonly Token[],
  there: readonly Token[],
): { start: number; end: number; diff: Difference[] } | null {
  const pairs = alignment(asked, there);
  const first = pairs[0];
  const last = pairs.at(-1);
  if (!first || !last) return null;
  // What the quote has before and after the shared words stands for as many tokens of the source.
  const from = Math.max(0, first[1] - first[0]);
  const to = Math.min(there.length, last[1] + asked.length - last[0]);
  const diff: Difference[] = [];
  let [i, j] = [0, from];
  for (const [nextI, nextJ] of [...pairs, [asked.length, to] as const]) {
    put(diff, 'missing', there.slice(j, nextJ));
    put(diff, 'added', asked.slice(i, nextI));
    put(diff, 'same', asked.slice(nextI, nextI + 1));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return { start: there[from]?.start ?? 0, end: there[to - 1]?.end ?? 0, diff };
}

function put(diff: Difference[], kind: Difference['kind'], tokens: readonly Token[]): void {
  const text = tokens.map((token) => token.text).join('');
  if (text === '') return;
  const last = diff.at(-1);
  if (last?.kind === kind) diff[diff.length - 1] = { kind, text: last.text + text };
  else diff.push({ kind, text });
}

/** Pairs of indexes at which the tokens are the same, ascending, block by block so that the time is linear. */
function alignment(asked: readonly Token[], there: readonly Token[]): [number, number][] {
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < asked.length && j < there.length) {
    const found = longestCommon(asked.slice(i, i + block), there.slice(j, j + block + slack), i === 0);
    const isLast = i + block >= asked.length;
    // What stands in the second half of a block may find a better place with what follows it.
    const kept = isLast ? found : found.filter(([a]) => a < block / 2);
    for (const [a, b] of kept) pairs.push([i + a, j + b]);
    if (isLast) break;
    i += block / 2;
    j += (kept.at(-1)?.[1] ?? -1) + 1;
    while (i < asked.length && asked[i]?.text === there[j]?.text) pairs.push([i++, j++]);
  }
  return pairs;
}

/** The longest common subsequence of two lists of tokens, as late a start and as early an end as it allows. */
function longestCommon(asked: readonly Token[], there: readonly Token[], isStart: boolean): [number, number][] {
  // The quote's first word has no space before it.
  const bare = isStart ? asked[0]?.text.trim() : undefined;
  const same = (i: number, j: number) =>
    asked[i]?.text === there[j]?.text || (i === 0 && there[j]?.text.trim() === bare);
  const width = there.length + 1;
  const longest = new Uint16Array((asked.length + 1) * width);
  for (let i = asked.length - 1; i >= 0; i--) {
    for (let j = there.length - 1; j >= 0; j--) {
      const at = i * width + j;
      longest[at] = same(i, j)
        ? 1 + (longest[at + width + 1] ?? 0)
        : Math.max(longest[at + width] ?? 0, longest[at + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (j < there.length && longest[j + 1] === longest[0]) j++;
  while (i < asked.length && j < there.length) {
    const at = i * width + j;
    if (same(i, j)) pairs.push([i++, j++]);
    else if (longest[at + width] === longest[at]) i++;
    else j++;
  }
  return pairs;
}
