import { expect, test } from 'vitest';
import { colourLevel, createStyle } from '../../src/render/style.ts';
import { roles } from '../../src/view/view.ts';

test.each([
  ['a terminal', {}, true, undefined, 1],
  ['a terminal of 256 colours', { TERM: 'xterm-256color' }, true, undefined, 2],
  ['a terminal of all colours', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, true, undefined, 3],
  ['a pipe', { TERM: 'xterm-256color' }, false, undefined, 0],
  ['a dumb terminal', { TERM: 'dumb' }, true, undefined, 0],
  ['--color into a pipe', { TERM: 'xterm-256color' }, false, true, 2],
  ['--color over NO_COLOR', { NO_COLOR: '1' }, false, true, 1],
  ['--color over TERM=dumb', { TERM: 'dumb' }, false, true, 1],
  ['--no-color over FORCE_COLOR', { FORCE_COLOR: '3' }, true, false, 0],
  ['NO_COLOR over FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '3' }, true, undefined, 0],
  ['an empty NO_COLOR', { NO_COLOR: '' }, true, undefined, 1],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, undefined, 0],
  ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, true, undefined, 0],
  ['FORCE_COLOR=1', { FORCE_COLOR: '1', COLORTERM: 'truecolor' }, false, undefined, 1],
  ['FORCE_COLOR=2', { FORCE_COLOR: '2' }, false, undefined, 2],
  ['FORCE_COLOR=3', { FORCE_COLOR: '3', TERM: 'dumb' }, false, undefined, 3],
  ['FORCE_COLOR=true', { FORCE_COLOR: 'true', TERM: 'xterm-256color' }, false, undefined, 2],
  ['CLICOLOR_FORCE=1', { CLICOLOR_FORCE: '1', TERM: 'dumb' }, false, undefined, 1],
  ['CLICOLOR_FORCE=0', { CLICOLOR_FORCE: '0' }, false, undefined, 0],
  ['FORCE_COLOR over CLICOLOR_FORCE', { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, true, undefined, 0],
] as const)('colour for %s', (_, env, isTTY, flag, level) => {
  expect(colourLevel({ env, isTTY, flag })).toBe(level);
});

test('level 0 is plain text, and no role changes the text at any level', async () => {
  const plain = await createStyle({ level: 0, width: 80 });
  expect(roles.map((role) => plain.paint(role, 'x')).join('')).toBe('x'.repeat(roles.length));
});

test('every 256-colour of the palette has a contrast of 4 to 1 on black and on white', async () => {
  const { paint } = await createStyle({ level: 2, width: 80 });
  const colours = roles.flatMap((role) => /38;5;(\d+)m/.exec(paint(role, 'x'))?.[1] ?? []).map(Number);
  expect(new Set(colours).size).toBe(5);
  for (const colour of colours) {
    const light = luminance(colour);
    expect(Math.min(1.05 / (light + 0.05), (light + 0.05) / 0.05)).toBeGreaterThanOrEqual(3.99);
  }
});

/** The relative luminance (WCAG 2) of a colour of the xterm palette, 16 to 255. */
function luminance(colour: number): number {
  const steps = [0, 95, 135, 175, 215, 255];
  const grey = 8 + 10 * (colour - 232);
  const cube = [Math.floor((colour - 16) / 36), Math.floor((colour - 16) / 6) % 6, (colour - 16) % 6];
  const linear = (colour >= 232 ? [grey, grey, grey] : cube.map((step) => steps[step] ?? 0)).map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

test('16 colours do without yellow, blue and cyan', async () => {
  const { paint } = await createStyle({ level: 1, width: 80 });
  expect(roles.map((role) => paint(role, 'x')).join('')).not.toMatch(/\[(?:33|34|36|9\d)m/);
});

test.each([
  [100, 100],
  [79.9, 79],
  [5, 20],
  [0, 80],
  [Number.NaN, 80],
  [Infinity, Infinity],
])('a width of %d counts as %d', async (width, columns) => {
  expect((await createStyle({ level: 0, width })).width).toBe(columns);
});
