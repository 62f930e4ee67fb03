import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStyle } from '../../src/render/style.ts';
import { renderBlocks } from '../../src/render/text.ts';
import type { Block } from '../../src/view/view.ts';
import { runs } from '../runs.ts';

/** In small letters, so that no name is taken for a sign. */
const word = fc.stringMatching(/^[a-z]{1,10}$/);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const cell = fc.constantFrom('', 'R', '+Q', '-R*', 'R,+P');

const grids = fc
  .record({
    heads: fc.uniqueArray(name, { minLength: 1, maxLength: 40 }),
    rows: fc.uniqueArray(name, { maxLength: 9 }),
  })
  .chain(({ heads, rows }) =>
    fc.record({
      heads: fc.constant(heads),
      rows: fc.constant(rows),
      cells: fc.array(fc.array(cell, { minLength: heads.length, maxLength: heads.length }), {
        minLength: rows.length,
        maxLength: rows.length,
      }),
      width: fc.constantFrom(60, 80, 200),
    }),
  );

async function draw(
  heads: readonly string[],
  rows: readonly string[],
  cells: readonly (readonly string[])[],
  width: number,
) {
  const table: Block = {
    block: 'table',
    columns: [{ head: 'actor' }, ...heads.map((head, i) => ({ head, short: String(i + 1) }))],
    rows: rows.map((row, y) => [[row], ...(cells[y] ?? []).map((text) => [text])]),
  };
  return renderBlocks([table], await createStyle({ level: 0, width }));
}

test('a grid fits, has every head uncut, and every cell once', async () => {
  await fc.assert(
    fc.asyncProperty(grids, async ({ heads, rows, cells, width }) => {
      const text = await draw(heads, rows, cells, width);
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      for (const [i, head] of heads.entries()) expect(text).toContain(`${i + 1}  ${head}\n`);
      const signs = text.split(/\s+/).filter((piece) => /^[R+-]/.test(piece));
      expect(signs.sort()).toEqual(
        cells
          .flat()
          .filter((sign) => sign !== '')
          .sort(),
      );
    }),
    { numRuns: runs(60) },
  );
});

test('rows that have nothing in a part are named under it', async () => {
  expect(
    await draw(
      ['Alpha', 'Beta'],
      ['Doria', 'Elam'],
      [
        ['R', ''],
        ['', ''],
      ],
      80,
    ),
  ).toBe(`1  Alpha
2  Beta

actor  1  2
─────  ─  ─
Doria  R  ·

nothing here: Elam
`);
});
