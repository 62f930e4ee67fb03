import type { Inline, Role, Span } from '../view/view.ts';
import type { Style } from './style.ts';
import { visibleAt } from './visible.ts';
import { isNarrow, type Measure } from './width.ts';

/** Text on its way to a terminal: visible characters only, and which role each stretch has, in order and without gaps. */
export interface Passage {
  readonly text: string;
  readonly runs: readonly Run[];
}

interface Run {
  readonly end: number;
  readonly role: Role | undefined;
}

/** A stretch that is never broken, [start, end) in the text; `gap` is the number of spaces before it. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly gap: number;
}

/** One line of a wrapped passage: [start, end) in the text, and its width in columns. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

/** The passage of a line of a view: line breaks become spaces, save in paths, what has no role gets `base`. */
export function passage(inline: Inline, base?: Role): Passage {
  const parts = inline.map((part) => ({
    text: oneLine(part),
    role: typeof part === 'string' ? base : part.role,
  }));
  const raw = parts.map((part) => part.text).join('');
  let end = 0;
  const ends = parts.map((part) => {
    end += part.text.length;
    return whole(raw, end);
  });
  const { text, offsets } = visibleAt(raw, ends);
  return { text, runs: parts.map((part, i) => ({ end: offsets[i] ?? text.length, role: part.role })) };
}

/** A line break is a space to a reader, but in the name of a file part of the name: with a space there, no such file exists. */
function oneLine(part: string | Span): string {
  if (typeof part === 'string') return part.replace(lineBreak, ' ');
  return part.role === 'path' ? part.text : part.text.replace(lineBreak, ' ');
}

const lineBreak = /\r\n?|\n/g;

/** The offset, moved out of a surrogate pair: an escape sequence between its halves would break the character. */
function whole(text: string, offset: number): number {
  const code = text.codePointAt(offset - 1);
  return code !== undefined && code > 0xffff ? offset + 1 : offset;
}

/** Chinese and Japanese are written without spaces: a line may end after a character and what closes it, before the next and what opens it. */
const ideographic =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][\p{Pe}\p{Pf}\p{Po}ー]{0,3})(?=[\p{Ps}\p{Pi}]{0,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

/** The words of a passage in order. */
export function wordsOf({ text }: Passage, measure: Measure): readonly Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/[^ ]+/g)) {
    let gap = index - end;
    end = index;
    for (const unit of isNarrow(word) ? [word] : word.split(ideographic)) {
      words.push({ start: end, end: end + unit.length, width: measure(unit), gap });
      end += unit.length;
      gap = 0;
    }
  }
  return words;
}

/** Lines of at most `columns`, each as full as can be; only a word that is wider by itself sticks out. */
export function fill(words: readonly Word[], columns: number): readonly Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const word of words) {
    const width: number = line === undefined ? word.width : line.width + word.gap + word.width;
    if (line !== undefined && width <= columns) {
      line = { start: line.start, end: word.end, width };
    } else {
      if (line !== undefined) lines.push(line);
      line = { start: word.start, end: word.end, width: word.width };
    }
  }
  if (line !== undefined) lines.push(line);
  return lines;
}

/** A stretch of the passage in the look of its roles. */
export function paint({ text, runs }: Passage, { start, end }: { start: number; end: number }, style: Style): string {
  let painted = '';
  let at = start;
  for (const run of runs) {
    if (run.end <= at) continue;
    const stop = Math.min(run.end, end);
    const stretch = text.slice(at, stop);
    painted += run.role === undefined ? stretch : style.paint(run.role, stretch);
    at = stop;
    if (at >= end) break;
  }
  return painted;
}
