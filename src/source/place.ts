/** Where a stretch of text stands: `line` and `column` count from 1, columns and `length` in code points. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Of the part that lies on the first line; at least 1. */
  readonly length: number;
  /** The line; of a long one, the part around the stretch. */
  readonly excerpt: string;
  /** The column that the excerpt starts in. */
  readonly excerptFrom: number;
}

/** How much of a long line is shown on either side of the place. */
const shown = 200;

/** A function that places stretches, given as UTF-16 offsets, in a text. */
export function placesIn(text: string): (start: number, end: number) => Place {
  let starts: number[] | undefined;
  let last = { from: 0, at: 0, column: 1 };
  return (start, end) => {
    starts ??= lineStarts(text);
    const at = Math.min(start, text.length);
    const line = lineOf(starts, at);
    const from = starts[line] ?? 0;
    // Columns go on from the last one asked for: a line of megabytes may have a problem every few characters.
    const known = last.from === from && last.at <= at ? last : { from, at: from, column: 1 };
    const column = known.column + codePoints(text, known.at, at);
    last = { from, at, column };
    const to = lineEnd(text, at);
    const stop = Math.max(Math.min(end, to), Math.min(at + 1, to));
    const left = Math.max(from, at - shown);
    return {
      line: line + 1,
      column,
      length: Math.max(1, codePoints(text, at, stop)),
      excerpt: text.slice(left, Math.min(to, at + shown)).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, ''),
      excerptFrom: column - codePoints(text, left, at),
    };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the line of `offset` ends, before its LF or CRLF. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

function codePoints(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
  return count;
}
