import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesIn } from '../../src/source/place.ts';
import { runs } from '../runs.ts';

describe('a place', () => {
  test.each([
    // text, start, end: line, column, length, excerpt
    ['a\nbcd\n', 3, 4, { line: 2, column: 2, length: 1, excerpt: 'bcd' }],
    ['a\r\nbcd\r\ne', 4, 6, { line: 2, column: 2, length: 2, excerpt: 'bcd' }],
    ['one\r\ntwo', 1, 8, { line: 1, column: 2, length: 2, excerpt: 'one' }],
    ['😀😀 x', 5, 6, { line: 1, column: 4, length: 1, excerpt: '😀😀 x' }],
    ['x 😀😀', 2, 6, { line: 1, column: 3, length: 2, excerpt: 'x 😀😀' }],
    ['a\u0301b', 2, 3, { line: 1, column: 3, length: 1, excerpt: 'a\u0301b' }],
    ['', 0, 1, { line: 1, column: 1, length: 1, excerpt: '' }],
    ['a\n', 2, 3, { line: 2, column: 1, length: 1, excerpt: '' }],
    ['a\n\nb', 2, 2, { line: 2, column: 1, length: 1, excerpt: '' }],
    ['ab', 99, 100, { line: 1, column: 3, length: 1, excerpt: 'ab' }],
  ])('in %j from %d to %d', (text, start, end, place) => {
    expect(placesIn(text)(start, end)).toEqual({ ...place, excerptFrom: 1 });
  });

  test('in a line of a million characters has an excerpt of a few hundred', () => {
    const line = '😀'.repeat(1_000_000);
    const place = placesIn(`first\n${line}\nlast`)(6 + 2 * 500_000, 6 + 2 * 600_000);
    expect(place).toMatchObject({ line: 2, column: 500_001, length: 100_000 });
    expect(place.excerpt).toMatch(/^(😀){150,250}$/u);
    expect(place.excerptFrom).toBe(500_001 - 100);
  });

  test('never has an excerpt that cuts a character in two', () => {
    for (const before of [399, 400, 401]) {
      const { excerpt } = placesIn(`${'a'.repeat(before)}😀${'b'.repeat(198)}😀${'c'.repeat(400)}`)(
        before + 2,
        before + 3,
      );
      expect(excerpt).not.toMatch(/\p{Cs}/u);
    }
  });

  test('is the same whatever was asked for before', () => {
    const character = fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\t');
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 40 }).map((each) => each.join('')),
        fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }),
        (text, offsets) => {
          const place = placesIn(text);
          for (const offset of offsets) {
            const at = Math.min(offset, text.length);
            // Halves of a pair are never pointed at.
            if (/[\udc00-\udfff]/.test(text[at] ?? '')) continue;
            const lines = text.slice(0, at).split('\n');
            expect(place(at, at + 1)).toMatchObject({
              line: lines.length,
              column: [...(lines.at(-1) ?? '')].length + 1,
            });
          }
        },
      ),
      { numRuns: runs(500), seed: 20251206 },
    );
  });
});
