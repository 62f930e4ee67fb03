import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { visible, visibleAt } from '../../src/render/visible.ts';
import { isNarrow, measureFor } from '../../src/render/width.ts';
import { anyText } from './views.ts';

test.each([
  ['an escape sequence', '\u001b[31m', '\\u{1b}[31m'],
  ['a C1 control', '\u009b31m', '\\u{9b}31m'],
  ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
  ['a tab', 'a\tb', 'a\\u{9}b'],
  ['DEL', '\u007f', '\\u{7f}'],
  [
    'bidi controls',
    '\u061c\u200e\u200f\u202a\u202e\u2066\u2069',
    '\\u{61c}\\u{200e}\\u{200f}\\u{202a}\\u{202e}\\u{2066}\\u{2069}',
  ],
  ['separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
  ['zero-width characters', 'not\u200b\u2060\ufeff\u00ad', 'not\\u{200b}\\u{2060}\\u{feff}\\u{ad}'],
  ['tags', 'a\u{e0041}\u{e007f}', 'a\\u{e0041}\\u{e007f}'],
  ['lone surrogates', '\ud83d \ude00', '\\u{d83d} \\u{de00}'],
  ['joiners that join nothing', '\u200da \u200cb', '\\u{200d}a \\u{200c}b'],
  ['two joiners in a row', 'a\u200d\u200db', 'a\\u{200d}\\u{200d}b'],
  ['a variation selector after a letter', 'a\ufe0f', 'a\\u{fe0f}'],
])('%s is shown', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  'Ərdoğan “é” – Дамаск',
  'می\u200cخواهم',
  'क्\u200dष',
  '👩\u200d👩\u200d👧',
  '❤\ufe0f\u200d🔥',
  '1\ufe0f⃣',
  '🇦🇿',
  '中文',
  'e\u0301',
])('%s stays as it is', (text) => {
  expect(visible(text)).toBe(text);
});

test('property: offsets point at the same text afterwards', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      // A letter on each side, so that what is joined does not change at the cut.
      const [left, right] = [`${before}x`, `y${after}`];
      const shown = visibleAt(left + right, [0, left.length, left.length + right.length]);
      expect(shown.text).toBe(visible(left) + visible(right));
      expect(shown.offsets).toEqual([0, visible(left).length, shown.text.length]);
    }),
  );
});

test('what counts as narrow is visible, and one column wide by itself and beside anything narrow', async () => {
  const narrow = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(isNarrow);
  expect(narrow.length).toBeGreaterThan(2000);
  expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  expect(narrow.filter((character) => /[\p{C}\p{M}\p{Z}]/u.test(character) && /\P{Cn}/u.test(character))).toEqual([
    ' ',
    '\u00a0',
  ]);
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...narrow) }), (text) => stringWidth(text) === text.length));
});

test('a measure counts what a terminal shows', async () => {
  const measure = await measureFor('中文 e\u0301 👩\u200d👧');
  expect(['中文', 'e\u0301', '👩\u200d👧', 'Baku'].map(measure)).toEqual([4, 1, 2, 4]);
});
