import { originOf, type Snapshot } from './snapshot.ts';

/** Where a quote may be cut: between words and between sentences of a normalised text, after Unicode UAX #29. */

const letter = 1;
const digit = 2;
const extend = 3;
const alone = 4;
const other = 5;

/** Scripts that are written without spaces between words: each character counts as a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const classes = new Uint8Array(0x10000);

function classify(char: string): number {
  if (/\p{M}/u.test(char)) return extend;
  if (unspaced.test(char)) return /[\p{L}\p{N}]/u.test(char) ? alone : other;
  if (/\p{N}/u.test(char)) return digit;
  return /[\p{L}_]/u.test(char) ? letter : other;
}

function classAt(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (Number.isNaN(unit)) return other;
  if (unit >= 0xd800 && unit <= 0xdfff) return classify(text.slice(i, i + 2));
  const known = classes[unit];
  if (known) return known;
  const found = classify(String.fromCharCode(unit));
  classes[unit] = found;
  return found;
}

function classBefore(text: string, i: number): number {
  const low = text.charCodeAt(i - 1);
  return classAt(text, low >= 0xdc00 && low <= 0xdfff ? i - 2 : i - 1);
}

/** Whether a word has a character at `i`. */
export function isWordAt(text: string, i: number): boolean {
  return classAt(text, i) !== other;
}

const spelt = (kind: number) => kind === letter || kind === digit || kind === extend;

/**
 * Whether a cut at `i` would fall inside a word, a number or an ellipsis: `can|'t`, `20|,000`, `non-|aligned`, `.|..`.
 * A dash joins no words, a hyphen does.
 */
export function isInside(snapshot: Snapshot, i: number): boolean {
  const { text } = snapshot;
  if (i <= 0 || i >= text.length) return false;
  const low = text.charCodeAt(i);
  if (low >= 0xdc00 && low <= 0xdfff) return true;
  const before = classBefore(text, i);
  const after = classAt(text, i);
  if (after === extend) return true;
  if (spelt(before) && spelt(after)) return true;
  if (spelt(before) && after === other) return joins(snapshot, i);
  if (spelt(after) && before === other) return joins(snapshot, i - 1);
  return low === 0x2e && text.charCodeAt(i - 1) === 0x2e;
}

/** Whether the character at `i` holds together what stands on both sides of it. */
function joins(snapshot: Snapshot, i: number): boolean {
  const { text } = snapshot;
  if (i <= 0) return false;
  const char = text[i];
  if (char !== "'" && char !== '-' && char !== '.' && char !== ',' && char !== ':') return false;
  const before = classBefore(text, i);
  const after = classAt(text, i + 1);
  if (char === "'") return before !== digit && after !== digit && spelt(before) && spelt(after);
  if (char !== '-') return before === digit && after === digit;
  return spelt(before) && spelt(after) && isHyphen(snapshot, i);
}

function isHyphen(snapshot: Snapshot, i: number): boolean {
  const [start, end] = originOf(snapshot, i);
  return end - start === 1 && /[-\u058a\u05be\u2010\u2011\ufe63\uff0d]/.test(snapshot.source[start] ?? '');
}

/** The end of the word that starts at or after `i`, or undefined when no word does. */
export function wordEnd(snapshot: Snapshot, i: number): number | undefined {
  const { text } = snapshot;
  let end = i;
  while (end < text.length && !isWordAt(text, end)) end++;
  if (end >= text.length) return undefined;
  do end++;
  while (isInside(snapshot, end));
  return end;
}

const stops = '.!?\u061f\u06d4\u0964';
const fullWidthStops = '\u3002\uff01\uff1f';
const closers = '"\')]';
const abbreviations = new Set(
  'mr mrs ms dr prof st gen col lt maj capt cmdr adm sgt sen rep gov amb hon rev jr sr inc ltd co corp no nos art para vs etc cf ca jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);

/**
 * Whether a sentence ends at `i`: after its stop and closing marks, or at a blank line of the source. When in doubt
 * (an abbreviation, an initial, an ellipsis, a small letter to follow) the sentence goes on.
 */
export function isSentenceEnd(snapshot: Snapshot, i: number): boolean {
  const { text } = snapshot;
  if (i <= 0) return false;
  if (i >= text.length) return true;
  if (fullWidthStops.includes(text[i - 1] ?? ' ')) return true;
  if (text[i] !== ' ') return false;
  const [start, end] = originOf(snapshot, i);
  if (end - start > 1 && hasBlankLine(snapshot.source.slice(start, end))) return true;
  let stop = i - 1;
  while (stop > 0 && closers.includes(text[stop] ?? ' ')) stop--;
  const char = text[stop] ?? ' ';
  if (!stops.includes(char)) return false;
  let next = i + 1;
  while (next < text.length && '"\'(['.includes(text[next] ?? ' ')) next++;
  if (/\p{Ll}/u.test(text[next] ?? ' ')) return false;
  if (char !== '.') return true;
  if (text[stop - 1] === '.') return false;
  let word = stop;
  while (word > 0 && stop - word < 12 && classBefore(text, word) === letter) word--;
  return stop - word !== 1 && !abbreviations.has(text.slice(word, stop).toLowerCase());
}

/** Whether a stretch of a source text goes on in another paragraph. */
export function hasBlankLine(source: string): boolean {
  return /\n[^\S\n]*\n|\r[^\S\r\n]*\r/.test(source);
}

/** Where the sentence that has a word before `i` ends, at or after `i`, or `limit` when it goes on beyond that. */
export function sentenceEndFrom(snapshot: Snapshot, i: number, limit = snapshot.text.length): number {
  let end = i;
  while (end < limit && !isSentenceEnd(snapshot, end)) end++;
  return end;
}

/** Where the sentence that goes on at `i` starts, at or before `i`, or `limit` when it starts before that. */
export function sentenceStartFrom(snapshot: Snapshot, i: number, limit = 0): number {
  let start = i;
  // The space before a first word belongs to neither sentence.
  if (snapshot.text[start - 1] === ' ' && isSentenceEnd(snapshot, start - 1)) return start;
  while (start > limit && !isSentenceEnd(snapshot, start)) start--;
  return start;
}
