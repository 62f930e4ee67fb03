/**
 * A source text, normalised for matching: Unicode NFC, white space, typographic quotes, dashes, ellipses and ligatures
 * folded, invisible characters left out, and nothing else. Case, accents, digits and punctuation stay as they are.
 */
export interface Snapshot {
  /** The text as it was read. */
  readonly source: string;
  /** The text that quotes are matched against. */
  readonly text: string;
  /** Runs of `text`, by where each starts in `text` and in `source`, in UTF-16 units. */
  readonly runAt: readonly number[];
  readonly runFrom: readonly number[];
  /** Where the run's stretch of `source` ends, when its characters do not stand one for one; else 0. */
  readonly runUpTo: readonly number[];
  /** Where the surrogate pairs of `source` start. */
  readonly pairs: readonly number[];
}

const copy = 1;
const space = 2;
const dash = 3;
const fold = 4;
const drop = 5;
const mark = 6;
const compose = 7;
const pair = 8;

const spaces = /\s/;
const dashes = /[-\u058a\u05be\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/;
const singleQuotes = /['`\u00b4\u02bc\u05f3\u2018-\u201b\u2032\u2035\u2039\u203a\uff07]/;
const doubleQuotes = /["\u00ab\u00bb\u05f4\u201c-\u201f\u2033\u2036\u301d-\u301f\uff02]/;
/** Latin and Armenian ligatures, and the shapes of Arabic letters that PDF files hold in place of the letters. */
const ligatures = /[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdfc\ufe70-\ufefc]/;
/** Soft hyphen, zero-width space, word joiner, byte-order mark, marks of direction. ZWJ and ZWNJ are spelling, and stay. */
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
/** What may join the character before it under NFC: combining marks, the vowels and finals of Hangul. */
const joining = /[\p{M}\u1160-\u11ff]/u;
/** ICU sorts marks in quadratic time; Unicode's stream-safe format (UAX #15) allows no more than 30 in a row. */
const longestCluster = 32;

const classes = new Uint8Array(0x10000);
const folded = new Map<number, string>();

function classOf(unit: number): number {
  const known = classes[unit];
  return known ? known : learn(unit);
}

function learn(unit: number): number {
  const char = String.fromCharCode(unit);
  let kind = copy;
  if (unit >= 0xd800 && unit <= 0xdfff) kind = pair;
  else if (invisible.test(char)) kind = drop;
  else if (spaces.test(char)) kind = space;
  else if (dashes.test(char)) kind = dash;
  else if (joining.test(char)) kind = mark;
  else {
    const to = foldOf(char);
    if (to !== char) {
      kind = fold;
      folded.set(unit, to);
    } else if (char.normalize('NFC') !== char) kind = compose;
  }
  classes[unit] = kind;
  return kind;
}

function foldOf(char: string): string {
  if (singleQuotes.test(char)) return "'";
  if (doubleQuotes.test(char)) return '"';
  if (char === '\u2026') return '...';
  const plain = ligatures.test(char) ? char.normalize('NFKC') : char;
  // Some Arabic forms stand for a mark on a space, or for a whole phrase: not a matter of typesetting.
  return plain.includes(' ') ? char : plain;
}

/** The snapshot of a source text, in linear time; prepare it once and match any number of quotes against it. */
export function prepareSnapshot(source: string): Snapshot {
  const pieces: string[] = [];
  const runAt = [0];
  const runFrom = [0];
  const runUpTo = [0];
  const pairs: number[] = [];
  let at = 0;
  let from = 0;
  let i = 0;

  // What was copied as it stands since `from`; a fold of one character for one keeps the run going.
  const flush = (upTo: number) => {
    if (upTo > from) pieces.push(source.slice(from, upTo));
    at += upTo - from;
    from = upTo;
  };
  const put = (text: string, upTo: number) => {
    pieces.push(text);
    if (text.length !== 1 || upTo - from !== 1) {
      runAt.push(at, at + text.length);
      runFrom.push(from, upTo);
      runUpTo.push(upTo, 0);
    }
    at += text.length;
    from = upTo;
  };

  while (i < source.length) {
    const unit = source.charCodeAt(i);
    const kind = classOf(unit);
    if (kind === copy) {
      i++;
      continue;
    }
    let end = i + 1;
    if (kind === pair) {
      const second = source.charCodeAt(end);
      if (unit < 0xdc00 && second >= 0xdc00 && second <= 0xdfff) {
        pairs.push(i);
        end++;
        const char = source.slice(i, end);
        if (joining.test(char) || char.normalize('NFC') !== char) i = cluster(end);
        else i = end;
      } else i = end;
    } else if (kind === space || kind === dash) {
      while (end < source.length && continues(kind, classOf(source.charCodeAt(end)))) end++;
      if (end - i > 1 || (unit !== 0x20 && unit !== 0x2d)) {
        flush(i);
        put(kind === space ? ' ' : '-', end);
      }
      i = end;
    } else if (kind === fold) {
      flush(i);
      put(folded.get(unit) ?? '', end);
      i = end;
    } else if (kind === drop) {
      flush(i);
      put('', end);
      i = end;
    } else i = cluster(end);
  }
  flush(i);
  return { source, text: pieces.join(''), runAt, runFrom, runUpTo, pairs };

  /** Composes the character at `i` with the one before it, when that is still uncopied, and with the marks that follow. */
  function cluster(after: number): number {
    let start = i;
    if (start > from) start -= source.charCodeAt(start - 1) >= 0xdc00 && source.charCodeAt(start - 1) <= 0xdfff ? 2 : 1;
    if (start < from) start = i;
    let end = after;
    while (end < source.length && end - start < longestCluster) {
      const kind = classOf(source.charCodeAt(end));
      if (kind === mark) end++;
      else if (kind === pair && joining.test(source.slice(end, end + 2))) {
        pairs.push(end);
        end += 2;
      } else break;
    }
    const before = source.slice(start, end);
    const nfc = before.normalize('NFC');
    // The Greek varia and oxia compose to a grave and an acute accent by themselves.
    const composed = /[`\u00b4]/.test(nfc) ? Array.from(nfc, foldOf).join('') : nfc;
    if (composed !== before) {
      flush(start);
      put(composed, end);
    }
    return end;
  }
}

function continues(kind: number, next: number): boolean {
  return next === kind || (kind === space && next === drop);
}

/** A text as snapshots hold it, without white space at its ends. */
export function normalise(text: string): string {
  return prepareSnapshot(text).text.trim();
}

/** The stretch of `source`, in UTF-16 units, that the unit at `i` of `text` came from. */
export function originOf(snapshot: Snapshot, i: number): readonly [start: number, end: number] {
  const run = lastAtOrBelow(snapshot.runAt, i);
  const start = snapshot.runFrom[run] ?? 0;
  const upTo = snapshot.runUpTo[run] ?? 0;
  if (upTo > 0) return [start, upTo];
  const offset = start + i - (snapshot.runAt[run] ?? 0);
  return [offset, offset + 1];
}

/** A stretch of `text` as offsets into the source text, in code points, and as the source has it. */
export function locate(snapshot: Snapshot, start: number, end: number): { start: number; end: number; text: string } {
  const first = originOf(snapshot, start)[0];
  const last = end > start ? originOf(snapshot, end - 1)[1] : first;
  return {
    start: first - lastAtOrBelow(snapshot.pairs, first - 1) - 1,
    end: last - lastAtOrBelow(snapshot.pairs, last - 1) - 1,
    text: snapshot.source.slice(first, last),
  };
}

/** The index of the last of the ascending numbers that is not above `limit`, or -1. */
function lastAtOrBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
