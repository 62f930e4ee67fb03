import { type Block, type Inline, span } from '../view/view.ts';

type Quote = Extract<Block, { block: 'quote' }>;
type Range = readonly [start: number, end: number];

/** The lines of a quote without the blank around it, its highlights as marks; of several empty lines in a row only the first. */
export function quotedLines(text: string, marks: Quote['marks'] = []): readonly Inline[] {
  const body = text.trim();
  const skipped = text.indexOf(body);
  const highlights = marks.map(([start, end]): Range => [start - skipped, end - skipped]).sort(([a], [b]) => a - b);
  return lineRanges(body).map((range) => marked(body, range, highlights));
}

function lineRanges(text: string): readonly Range[] {
  const ranges: Range[] = [];
  let start = 0;
  let empty = false;
  for (const line of text.split('\n')) {
    const blank = line.trim() === '';
    if (!(blank && empty)) ranges.push([start, start + line.length - (line.endsWith('\r') ? 1 : 0)]);
    empty = blank;
    start += line.length + 1;
  }
  return ranges;
}

/** A line with its highlights; where these overlap, the earlier one wins. */
function marked(text: string, [start, end]: Range, highlights: readonly Range[]): Inline {
  const parts: Inline[number][] = [];
  let at = start;
  for (const [from, to] of highlights) {
    const open = Math.max(at, from);
    const close = Math.min(end, to);
    if (open >= close) continue;
    parts.push(text.slice(at, open), span('mark', text.slice(open, close)));
    at = close;
  }
  return [...parts, text.slice(at, end)];
}
