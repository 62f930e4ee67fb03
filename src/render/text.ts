import { type Block, type DifferenceLine, type Footnote, type Inline, span, type View } from '../view/view.ts';
import { differenceLines } from './difference.ts';
import { drawFrame } from './frame.ts';
import { fill, paint, passage, wordsOf } from './passage.ts';
import { quotedLines } from './quotation.ts';
import type { Style } from './style.ts';
import { drawTable } from './table.ts';
import { type Measure, measureFor } from './width.ts';

type Quote = Extract<Block, { block: 'quote' }>;

/** Where lines go: all the columns there are, and those that running text may take of them. */
interface Room {
  readonly columns: number;
  readonly prose: number;
  /** Whether an entry or a list already sets this apart from the margin. */
  readonly nested: boolean;
  readonly style: Style;
  readonly measure: Measure;
}

/** Longer lines of running text are hard to read, however wide the terminal is. */
const comfortable = 100;

/** The view for people at a terminal: wrapped to the style's width, without a cut; it ends with a line break, unless there is nothing to say. */
export function renderText(view: View, style: Style): Promise<string> {
  return renderBlocks(view.blocks, style);
}

/** Blocks without an answer around them, such as diagnostics on their way to stderr, as text. */
export async function renderBlocks(blocks: readonly Block[], style: Style): Promise<string> {
  const measure = await measureFor(JSON.stringify(blocks));
  const lines = spaced(blocks, {
    columns: style.width,
    prose: Math.min(style.width, comfortable),
    nested: false,
    style,
    measure,
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Blocks with a blank line between them; a heading of level 3 and what follows it are one entry, without blank lines in it. */
function spaced(blocks: readonly Block[], room: Room): readonly string[] {
  const lines: string[] = [];
  let above: Block | undefined;
  let inEntry = false;
  for (const block of blocks) {
    if (block.block === 'heading' || block.block === 'remark') inEntry = false;
    const drawn = inEntry ? tucked(block, room) : draw(block, room);
    if (drawn.length === 0) continue;
    if (above !== undefined && !inEntry && !belongs(block, above)) lines.push('');
    for (const line of drawn) lines.push(line);
    if (block.block === 'heading') inEntry = block.level === 3;
    above = block;
  }
  return lines;
}

/** A part of an entry, indented under its heading. */
function tucked(block: Block, room: Room): readonly string[] {
  const margin = block.block === 'frame' || block.block === 'difference' || isHint(block) ? 0 : 2;
  return indent(draw(block, narrower(room, margin)), margin);
}

/** A hint says how to mend what stands above it, and a frame shows where: neither stands apart from it. */
function belongs(block: Block, above: Block): boolean {
  return isHint(block) || (block.block === 'frame' && above.block === 'prose');
}

function isHint(block: Block): boolean {
  const first = block.block === 'prose' ? block.text[0] : undefined;
  return typeof first === 'object' && first.role === 'hint';
}

function draw(block: Block, room: Room): readonly string[] {
  switch (block.block) {
    case 'heading':
      return heading(block.level, block.text, room);
    case 'prose':
    case 'remark':
      return isHint(block) ? indent(flow(block.text, room.prose - 1, room), 1) : flow(block.text, room.prose, room);
    case 'quote':
      return quote(block, room);
    case 'table':
      return drawTable(block, room.columns, room.style, room.measure);
    case 'list':
      return list(block.ordered, block.items, room);
    case 'footnotes':
      return footnotes(block.notes, room);
    case 'frame': {
      const { gutter, excerpt, blank, carets } = drawFrame(block, room.columns - 1, room.measure);
      const { style } = room;
      return [
        ` ${style.paint('muted', gutter)}${excerpt}`,
        ` ${style.paint('muted', blank)}${style.paint('error', carets)}`,
      ];
    }
    case 'difference': {
      const drawn = differenceLines(block);
      return block.lines.map(({ kind }, i) => paintedLine(kind, drawn[i] ?? '', room.style));
    }
    default:
      return block satisfies never;
  }
}

const lineRoles = { place: 'muted', removed: 'bad', added: 'good' } as const;

function paintedLine(kind: DifferenceLine['kind'], line: string, style: Style): string {
  return kind === 'same' ? line : style.paint(lineRoles[kind], line);
}

function heading(level: 1 | 2 | 3, text: Inline, room: Room): readonly string[] {
  const title = passage(text, 'strong');
  const lines = fill(wordsOf(title, room.measure), room.columns);
  const painted = lines.map((line) => paint(title, line, room.style));
  if (level !== 2 || lines.length === 0) return painted;
  const width = Math.min(room.columns, Math.max(...lines.map((line) => line.width)));
  return [...painted, room.style.paint('muted', '─'.repeat(width))];
}

function flow(text: Inline, columns: number, room: Room): readonly string[] {
  const prose = passage(text);
  return fill(wordsOf(prose, room.measure), columns).map((line) => paint(prose, line, room.style));
}

/** Typographic quotation marks, the first of them outside the edge of the text, for somebody's words; "reported:" for the desk's. */
function quote({ verbatim, text, marks, source }: Quote, room: Room): readonly string[] {
  const edge = room.nested ? 0 : 2;
  const margin = edge + (verbatim ? 1 : 0);
  const paragraphs = quotedLines(text, marks).map((line) => [...line]);
  if (verbatim) paragraphs.at(-1)?.push('”');
  else paragraphs[0]?.unshift(span('muted', 'reported: '));
  const lines = indent(
    paragraphs.flatMap((line) => {
      const wrapped = flow(line, room.prose - margin, room);
      return wrapped.length === 0 ? [''] : wrapped;
    }),
    margin,
  );
  // The opening mark hangs in the margin, where the text would otherwise have a space.
  const first = verbatim ? `${' '.repeat(edge)}“${(lines[0] ?? '').slice(margin)}` : lines[0];
  return [
    ...(first === undefined ? [] : [first, ...lines.slice(1)]),
    ...source.flatMap((line) => indent(flow(line, room.prose - edge - 4, room), edge + 4)),
  ];
}

/** Items of prose stand close together; as soon as one holds a quote, a table or a frame, blank lines part them. */
function list(ordered: boolean, items: readonly (readonly Block[])[], room: Room): readonly string[] {
  const margin = ordered ? `${items.length}. `.length : 2;
  const loose = items.some((item) => item.some(({ block }) => block !== 'prose' && block !== 'list'));
  const lines: string[] = [];
  for (const [i, item] of items.entries()) {
    const drawn = item.flatMap((block) => draw(block, narrower(room, margin)));
    if (drawn.length === 0) continue;
    const marker = room.style.paint('muted', (ordered ? `${i + 1}.` : '•').padStart(margin - 1));
    if (loose && lines.length > 0) lines.push('');
    for (const [y, line] of indent(drawn, margin).entries()) {
      lines.push(y === 0 ? `${marker} ${line.slice(margin)}` : line);
    }
  }
  return lines;
}

/** Each under its number, which hangs in the margin. */
function footnotes(notes: readonly Footnote[], room: Room): readonly string[] {
  const margin = `[${notes.length}] `.length;
  return notes.flatMap(({ lines }, i) => {
    const drawn = lines.flatMap((line) => flow(line, room.prose - margin, room));
    const mark = `[${i + 1}]`.padStart(margin - 1);
    const [first = '', ...rest] = drawn;
    return [`${room.style.paint('footnote', mark)} ${first}`, ...indent(rest, margin)];
  });
}

function narrower(room: Room, margin: number): Room {
  const columns = Math.max(1, room.columns - margin);
  return { ...room, columns, prose: Math.min(columns, room.prose - margin), nested: true };
}

function indent(lines: readonly string[], margin: number): readonly string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(margin) + line));
}
