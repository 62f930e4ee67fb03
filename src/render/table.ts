import type { Block, Inline } from '../view/view.ts';
import { partsOf } from './grid.ts';
import { fill, type Line, type Passage, paint, passage, type Word, wordsOf } from './passage.ts';
import type { Style } from './style.ts';
import type { Measure } from './width.ts';

type Table = Extract<Block, { block: 'table' }>;

interface Cell {
  readonly passage: Passage;
  readonly words: readonly Word[];
  /** In columns: all of it on one line, and its widest word. */
  readonly natural: number;
  readonly least: number;
}

const between = 2;
/** A column of running text is not squeezed below this, even where its longest word is shorter. */
const legible = 10;

/** The lines of a table in at most `columns`: cells wrap, nothing is cut; where even that does not fit, each row becomes a list of its cells. */
export function drawTable(table: Table, columns: number, style: Style, measure: Measure): readonly string[] {
  if (table.columns.some(({ short }) => short !== undefined)) return drawGrid(table, columns, style, measure);
  return drawRows(table, columns, style, measure, true);
}

/** Where a cell wraps, rows need air between them: two lines might otherwise be read as two rows. In a grid the cells tell them apart. */
function drawRows(table: Table, columns: number, style: Style, measure: Measure, isAiry: boolean): readonly string[] {
  const count = table.rows.reduce((most, row) => Math.max(most, row.length), table.columns.length);
  const heads = Array.from({ length: count }, (_, i) =>
    cellOf(passage([table.columns[i]?.head ?? ''], 'strong'), measure),
  );
  const rows = table.rows.map((row) => Array.from({ length: count }, (_, i) => cellOf(passage(row[i] ?? []), measure)));
  const headed = heads.some((head) => head.words.length > 0);
  const all = headed ? [heads, ...rows] : rows;
  const widths = share(
    heads.map((_, i) => all.reduce((most, row) => Math.max(most, row[i]?.natural ?? 0), 0)),
    heads.map((_, i) => all.reduce((most, row) => Math.max(most, row[i]?.least ?? 0), 0)),
    columns - between * (count - 1),
  );
  if (widths === undefined) return asLists(heads, rows, columns, style, measure);
  const draw = (row: readonly Cell[]) => drawRow(row, widths, table, style);
  const body = rows.map(draw).filter((lines) => lines.length > 0);
  const airy = isAiry && body.some((lines) => lines.length > 1);
  const top = headed
    ? [
        ...draw(heads),
        style.paint(
          'muted',
          widths
            .map((width) => '─'.repeat(width))
            .join(' '.repeat(between))
            .trimEnd(),
        ),
      ]
    : [];
  return [...top, ...body.flatMap((lines, i) => (airy && i > 0 ? ['', ...lines] : lines))];
}

function cellOf(text: Passage, measure: Measure): Cell {
  const words = wordsOf(text, measure);
  return {
    passage: text,
    words,
    natural: fill(words, Infinity)[0]?.width ?? 0,
    least: words.reduce((most, word) => Math.max(most, word.width), 0),
  };
}

/** Widths between `least` and `natural` that add up to at most `room`; narrow columns get all they want before wide ones do. */
function share(natural: readonly number[], least: readonly number[], room: number): readonly number[] | undefined {
  const widths = natural.map((width, i) => Math.max(least[i] ?? 0, Math.min(width, legible)));
  let spare = room - widths.reduce((sum, width) => sum + width, 0);
  if (spare < 0) return undefined;
  if (natural.reduce((sum, width) => sum + width, 0) <= room) return natural;
  while (spare > 0) {
    let narrowest = -1;
    for (const [i, width] of widths.entries()) {
      if (width < (natural[i] ?? 0) && width < (widths[narrowest] ?? Infinity)) narrowest = i;
    }
    widths[narrowest] = (widths[narrowest] ?? 0) + 1;
    spare -= 1;
  }
  return widths;
}

function drawRow(row: readonly Cell[], widths: readonly number[], table: Table, style: Style): readonly string[] {
  const wrapped = row.map((cell, i) => fill(cell.words, widths[i] ?? 0));
  const height = Math.max(0, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) => {
    let line = '';
    let owed = 0;
    for (const [i, cell] of row.entries()) {
      const part: Line = wrapped[i]?.[y] ?? { start: 0, end: 0, width: 0 };
      const slack = (widths[i] ?? 0) - part.width;
      const right = table.columns[i]?.align === 'right';
      if (part.start === part.end) {
        owed += slack + between;
        continue;
      }
      line += ' '.repeat(owed + (right ? slack : 0)) + paint(cell.passage, part, style);
      owed = between + (right ? 0 : slack);
    }
    return line;
  });
}

function asLists(
  heads: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  columns: number,
  style: Style,
  measure: Measure,
): readonly string[] {
  const lists = rows.map((row) =>
    row.flatMap((cell, i) => {
      if (cell.words.length === 0) return [];
      const head = heads[i]?.passage.text ?? '';
      const labelled = head.trim() === '' ? cell.passage : label(`${head}: `, cell.passage);
      return fill(wordsOf(labelled, measure), columns - 2).map(
        (line, y) => (y === 0 ? '' : '  ') + paint(labelled, line, style),
      );
    }),
  );
  return lists.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function label(head: string, cell: Passage): Passage {
  return {
    text: head + cell.text,
    runs: [
      { end: head.length, role: 'muted' },
      ...cell.runs.map((run) => ({ end: run.end + head.length, role: run.role })),
    ],
  };
}

/** A table with more columns than fit, part by part. */
function drawGrid(grid: Table, columns: number, style: Style, measure: Measure): readonly string[] {
  return partsOf(grid, columns, measure).flatMap(({ legend, table, without }, i) => [
    ...(i === 0 ? [] : ['']),
    ...legend.flatMap((line) => drawLine(line, columns, style, measure)),
    ...(legend.length === 0 ? [] : ['']),
    ...drawRows(table, columns, style, measure, false),
    ...(without.length === 0 ? [] : ['', ...drawLine(without, columns, style, measure)]),
  ]);
}

function drawLine(text: Inline, columns: number, style: Style, measure: Measure): readonly string[] {
  const line = passage(text);
  return fill(wordsOf(line, measure), columns).map((part) => paint(line, part, style));
}
