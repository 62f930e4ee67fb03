import { type Block, type Inline, plain, span } from '../view/view.ts';
import type { Measure } from './width.ts';

type Table = Extract<Block, { block: 'table' }>;

/** Some columns of a grid as a table that fits: what its short heads mean above it, the rows that have nothing in it below. */
export interface Part {
  readonly legend: readonly Inline[];
  readonly table: Table;
  readonly without: Inline;
}

const between = 2;
const nothing: Inline = [span('muted', '·')];

/** A grid in parts of at most `columns`, each with the first column; a part has at least one more. */
export function partsOf(grid: Table, columns: number, measure: Measure): Part[] {
  const [names, ...others] = grid.columns;
  if (!names || others.length === 0) return [];
  const widthOf = (index: number, head: string) =>
    grid.rows.reduce((most, row) => Math.max(most, measure(plain(row[index] ?? []))), measure(head));
  // Long row names wrap rather than leave no room for the grid.
  const first = Math.min(widthOf(0, names.head), Math.max(10, Math.floor(columns * 0.4)));
  const parts: number[][] = [];
  let room = 0;
  for (const [i, { short, head }] of others.entries()) {
    const width = widthOf(i + 1, short ?? head) + between;
    if (parts.length === 0 || room < width) {
      parts.push([]);
      room = columns - first;
    }
    parts.at(-1)?.push(i + 1);
    room -= width;
  }
  return parts.map((indexes) => partOf(grid, indexes));
}

function partOf(grid: Table, indexes: readonly number[]): Part {
  const shown = indexes.flatMap((index) => grid.columns[index] ?? []);
  const hasAny = (row: readonly Inline[]) => indexes.some((index) => plain(row[index] ?? []).trim() !== '');
  const without = grid.rows.filter((row) => !hasAny(row)).map((row) => plain(row[0] ?? []));
  const names = grid.columns[0] ?? { head: '' };
  return {
    legend: shown.flatMap((column, i) => legendLine(column, shown[i - 1])),
    table: {
      block: 'table',
      columns: [
        { head: names.head },
        ...shown.map(({ short, head, align }) => ({ head: short ?? head, ...(align ? { align } : {}) })),
      ],
      rows: grid.rows
        .filter(hasAny)
        .map((row) => [
          row[0] ?? [],
          ...indexes.map((index) => (plain(row[index] ?? []).trim() === '' ? nothing : (row[index] ?? []))),
        ]),
    },
    without: without.length === 0 ? [] : [span('muted', 'nothing here: '), without.join(', ')],
  };
}

function legendLine(
  { short, head, group }: Table['columns'][number],
  before: Table['columns'][number] | undefined,
): Inline[] {
  if (short === undefined || short === head) return [];
  const title = group === undefined || group === before?.group ? [] : [[span('muted', group)]];
  return [...title, [`${short.padStart(4)}  ${head}`]];
}
