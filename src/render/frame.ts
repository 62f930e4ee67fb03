import type { Block } from '../view/view.ts';
import { visible } from './visible.ts';
import { isNarrow, type Measure, pieces } from './width.ts';

type Frame = Extract<Block, { block: 'frame' }>;

/** A frame ready to print: `gutter` and `blank` stand before the excerpt and before the carets under it. */
export interface DrawnFrame {
  readonly gutter: string;
  readonly excerpt: string;
  readonly blank: string;
  readonly carets: string;
}

const tabStop = 4;
/** Columns of the excerpt that are shown even where there is no room for them. */
const fewest = 8;

/** Draws a frame in at most `columns`: tabs become spaces, and of a longer excerpt the part around the fault is kept, with … where it is cut. */
export function drawFrame({ line, excerpt, column, length }: Frame, columns: number, measure: Measure): DrawnFrame {
  const gutter = `${line} | `;
  const room = Math.max(fewest, columns - gutter.length);
  const characters = Array.from(excerpt);
  const from = Math.max(0, column - 1);
  const before = expand(characters.slice(0, from).join(''), 0, measure);
  const fault = expand(characters.slice(from, from + Math.max(0, length)).join(''), measure(before), measure);
  const start = measure(before);
  const end = start + Math.max(1, measure(fault));
  const rest = expand(characters.slice(from + Math.max(0, length)).join(''), start + measure(fault), measure);
  const { text, shift } = around(`${before}${fault}${rest}`, start, end, room, measure);
  const indent = Math.max(shift > 0 ? 1 : 0, start - shift);
  const carets = Math.max(1, Math.min(end - shift, room) - indent);
  return {
    gutter: text.trimEnd() === '' ? gutter.trimEnd() : gutter,
    excerpt: text.trimEnd(),
    blank: `${' '.repeat(gutter.length - 2)}| `,
    carets: ' '.repeat(indent) + '^'.repeat(carets),
  };
}

function expand(text: string, at: number, measure: Measure): string {
  let shown = '';
  for (const [i, piece] of text.split('\t').entries()) {
    if (i > 0) shown += ' '.repeat(tabStop - ((at + measure(shown)) % tabStop));
    shown += visible(piece);
  }
  return shown;
}

/** The part of the text around the columns [start, end) that fits; `shift` is how many columns further left it now stands. */
function around(text: string, start: number, end: number, columns: number, measure: Measure) {
  const total = measure(text);
  if (Math.max(total, end) <= columns) return { text, shift: 0 };
  const fault = Math.min(end - start, columns - 2);
  const centred = start - Math.floor((columns - 2 - fault) / 2);
  const left = end < columns ? 0 : Math.max(0, Math.min(centred, Math.max(total, end) - columns + 1));
  const lead = left > 0 ? '…' : '';
  let kept = '';
  let width = lead.length;
  let at = 0;
  let first = left;
  for (const unit of units(text)) {
    const unitWidth = measure(unit);
    if (at >= left) {
      if (kept === '') first = at;
      const ends = at + unitWidth >= total;
      if (width + unitWidth + (ends ? 0 : 1) > columns) return { text: `${lead}${kept}…`, shift: first - lead.length };
      kept += unit;
      width += unitWidth;
    }
    at += unitWidth;
  }
  return { text: lead + kept, shift: first - lead.length };
}

function units(text: string): Iterable<string> {
  if (isNarrow(text)) return text;
  const segmenter = new Intl.Segmenter();
  return pieces(text).flatMap((piece) => Array.from(segmenter.segment(piece), ({ segment }) => segment));
}
