import { isInside } from './boundaries.ts';
import type { Snapshot } from './snapshot.ts';

/** Longer than this, the engine's own search can take the product of both lengths (`aaa...` in `aaa...`). */
const longestForEngine = 256;

/** Where `sought` stands in the normalised text, `skipped` units after a word boundary at `from` or later: those boundaries, in order. */
export function* positions(snapshot: Snapshot, sought: string, from: number, skipped: number): Generator<number> {
  if (sought.length > longestForEngine) {
    for (const i of knuthMorrisPratt(snapshot.text, sought, from + skipped)) {
      if (!isInside(snapshot, i - skipped)) yield i - skipped;
    }
    return;
  }
  let i = snapshot.text.indexOf(sought, from + skipped);
  while (i >= 0) {
    let start = i - skipped;
    if (!isInside(snapshot, start)) yield start;
    // The rest of this word holds no boundary, however often it holds what is sought.
    do start++;
    while (isInside(snapshot, start));
    i = snapshot.text.indexOf(sought, start + skipped);
  }
}

function* knuthMorrisPratt(text: string, sought: string, from: number): Generator<number> {
  const border = new Uint32Array(sought.length + 1);
  for (let i = 1, held = 0; i < sought.length; i++) {
    while (held > 0 && sought.charCodeAt(i) !== sought.charCodeAt(held)) held = border[held] ?? 0;
    if (sought.charCodeAt(i) === sought.charCodeAt(held)) held++;
    border[i + 1] = held;
  }
  for (let i = from, held = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    while (held > 0 && unit !== sought.charCodeAt(held)) held = border[held] ?? 0;
    if (unit === sought.charCodeAt(held)) held++;
    if (held === sought.length) {
      yield i + 1 - held;
      held = border[held] ?? 0;
    }
  }
}

/** The first place of `sought` at or after an offset, or Infinity; quick when asked with offsets that seldom decrease. */
export function lookahead(text: string, sought: string): (from: number) => number {
  let [asked, found] = [0, -1];
  return (from) => {
    if (from < asked || from > found) {
      const next = text.indexOf(sought, from);
      [asked, found] = [from, next < 0 ? Number.POSITIVE_INFINITY : next];
    }
    return found;
  };
}
