import { isInside, isWordAt } from './boundaries.ts';
import { type Difference, differences, sameWords, tokensOf } from './diff.ts';
import { locate, prepareSnapshot, type Snapshot } from './snapshot.ts';

/** The passage of a source text that comes closest to a quote: offsets in code points, and what differs, in order. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** As the source has it. */
  readonly text: string;
  readonly diff: readonly Difference[];
}

/** The words of a normalised text in order: where each starts and a hash of it whatever the case of ASCII letters. */
interface WordTable {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly hashes: Uint32Array;
}

const tables = new WeakMap<Snapshot, WordTable>();

function wordTable(snapshot: Snapshot): WordTable {
  const known = tables.get(snapshot);
  if (known) return known;
  const { text } = snapshot;
  let starts = new Uint32Array(64 + (text.length >>> 2));
  let hashes = new Uint32Array(starts.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isWordAt(text, i)) continue;
    if (count === starts.length) {
      starts = grown(starts);
      hashes = grown(hashes);
    }
    starts[count] = i;
    let hash = 0x811c9dc5;
    do {
      const unit = text.charCodeAt(i++);
      hash = Math.imul(hash ^ (unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit), 0x01000193);
    } while (isWordAt(text, i) && isInside(snapshot, i));
    i--;
    hashes[count++] = hash;
  }
  const table = { count, starts, hashes };
  tables.set(snapshot, table);
  return table;
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * The passage that shares the most words with a normalised quote, rare words and neighbours counting for more, or null when
 * less than a third of the quote's words stand there in its order. Linear in the snapshot; the first of equals.
 */
export function closestPassage(snapshot: Snapshot, text: string): Passage | null {
  const quote = prepareSnapshot(text);
  const sought = wordTable(quote);
  const table = wordTable(snapshot);
  if (sought.count === 0 || table.count === 0) return null;
  const best = densestWindow(table, sought);
  if (best === null) return null;

  const margin = Math.min(200, 3 + (sought.count >>> 1));
  const from = table.starts[Math.max(0, best - margin)] ?? 0;
  const beyond = best + sought.count + margin;
  const to = beyond < table.count ? (table.starts[beyond] ?? 0) : snapshot.text.length;
  const asked = tokensOf(quote, 0, quote.text.length);
  const there = tokensOf(snapshot, from, to);
  const found = differences(asked, there);
  if (found === null || sameWords(found.diff) * 3 < sought.count) return null;
  return { ...locate(snapshot, found.start, found.end), diff: found.diff };
}

/** The index of the first word of the window, as long as the quote, that votes for it the most. */
function densestWindow(table: WordTable, sought: WordTable): number | null {
  const slots = new Map<number, number>();
  const wanted: number[] = [];
  const pairs = new Set<number>();
  const sieve = new Uint8Array(0x10000);
  let previous = -1;
  for (let i = 0; i < sought.count; i++) {
    const hash = sought.hashes[i] ?? 0;
    const slot = slots.get(hash) ?? slots.size;
    slots.set(hash, slot);
    wanted[slot] = (wanted[slot] ?? 0) + 1;
    sieve[hash & 0xffff] = 1;
    if (previous >= 0) pairs.add(previous * sought.count + slot);
    previous = slot;
  }

  const hits: number[] = [];
  const hitSlots: number[] = [];
  const frequency = new Array<number>(slots.size).fill(0);
  for (let i = 0; i < table.count; i++) {
    const hash = table.hashes[i] ?? 0;
    if (sieve[hash & 0xffff] === 0) continue;
    const slot = slots.get(hash);
    if (slot === undefined) continue;
    hits.push(i);
    hitSlots.push(slot);
    frequency[slot] = (frequency[slot] ?? 0) + 1;
  }
  const weights = frequency.map((times) => Math.round(64 * Math.log2(1 + table.count / (1 + times))));

  let best: number | null = null;
  let bestScore = 0;
  let score = 0;
  let tail = 0;
  const held = new Array<number>(slots.size).fill(0);
  const neighbourly = (k: number) => {
    const [before, slot] = [hitSlots[k - 1], hitSlots[k]];
    if (before === undefined || slot === undefined || hits[k] !== (hits[k - 1] ?? 0) + 1) return 0;
    return pairs.has(before * sought.count + slot) ? (weights[slot] ?? 0) : 0;
  };
  for (let k = 0; k < hits.length; k++) {
    const hit = hits[k] ?? 0;
    for (; (hits[tail] ?? 0) <= hit - sought.count; tail++) {
      const slot = hitSlots[tail] ?? 0;
      const left = (held[slot] ?? 0) - 1;
      held[slot] = left;
      if (left < (wanted[slot] ?? 0)) score -= weights[slot] ?? 0;
      if (tail + 1 < hits.length) score -= neighbourly(tail + 1);
    }
    const slot = hitSlots[k] ?? 0;
    const now = (held[slot] ?? 0) + 1;
    held[slot] = now;
    if (now <= (wanted[slot] ?? 0)) score += weights[slot] ?? 0;
    if (k > tail) score += neighbourly(k);
    if (score > bestScore) {
      bestScore = score;
      best = hits[tail] ?? 0;
    }
  }
  return best;
}
