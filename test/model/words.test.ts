import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance } from '../../src/model/nearest.ts';
import { compoundsOf, fold, nameKey, wordsOf } from '../../src/model/words.ts';
import { closestNames, closestWords } from '../../src/query/closest.ts';

describe('words', () => {
  test.each([
    ['two-state solution', ['two', 'state', 'solution']],
    ['S/RES/2803 (2025)', ['s', 'res', '2803', '2025']],
    ['20,000', ['20', '000']],
    ["won't", ['won', 't']],
    ['Türkiye İSTANBUL ağır', ['turkiye', 'istanbul', 'agir']],
    ['Ødegård Łódź Straße', ['odegard', 'lodz', 'strasse']],
    ['ﬁrst', ['first']],
    ['قوات حفظ', ['قوات', 'حفظ']],
    ['миротворцы', ['миротворцы']],
    ['停火协议 now', ['停', '火', '协', '议', 'now']],
    ['*** "" :', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text).map(({ word }) => word)).toEqual(words);
  });

  test('offsets lead back to the text', () => {
    const text = 'the “peace-keeping” mission';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'the',
      'peace',
      'keeping',
      'mission',
    ]);
  });

  test('hyphens join, spaces do not', () => {
    expect(compoundsOf(wordsOf('peace-keeping and two-state-timeline, not peace keeping'))).toEqual([
      'peacekeeping',
      'twostatetimeline',
    ]);
  });

  test('thousands are joined, whatever parts them, and decimals, lists and dates are not', () => {
    expect(compoundsOf(wordsOf('20,000 troops, 1.200.000 dollars, 12\u202f000 police'))).toEqual([
      '20000',
      '1200000',
      '12000',
    ]);
    expect(compoundsOf(wordsOf('2.5 of 10, 300; in 2025, 120 of 2026.01.10'))).toEqual([]);
  });

  test('names are compared without case, accents and punctuation', () => {
    expect(nameKey('Two-State  Timeline')).toBe(nameKey('two state timeline'));
    expect(nameKey('TÜRKİYE')).toBe('turkiye');
    expect(fold('plain ASCII')).toBe('plain ascii');
  });
});

describe('nearness', () => {
  test.each([
    ['enforcement', 'enforcment', 1],
    ['azerbaijan', 'azerbijan', 1],
    ['force', 'froce', 1],
    ['abc', 'abc', 0],
    ['', 'ab', 2],
    ['short', 'much longer', 4],
  ])('%s and %s are %d apart', (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance);
  });

  test('what is far is not suggested', () => {
    expect(didYouMean('strenght', ['strength', 'stance'])).toBe('did you mean "strength"?');
    expect(didYouMean('xyz', ['strength', 'stance'])).toBeUndefined();
  });

  test('nearest first, then the more frequent', () => {
    const vocabulary = [
      { word: 'enforcement', records: 1 },
      { word: 'force', records: 9 },
      { word: 'forced', records: 2 },
      { word: 'farce', records: 1 },
    ];
    expect(closestWords('froce', vocabulary)).toEqual([{ word: 'force', edits: 1 }]);
    expect(closestWords('forcd', vocabulary).slice(0, 2)).toEqual([
      { word: 'force', edits: 1 },
      { word: 'forced', edits: 1 },
    ]);
    expect(closestWords('enforcment', vocabulary)).toEqual([{ word: 'enforcement', edits: 1 }]);
  });

  test('names by any name, answered by id', () => {
    const names = [
      { name: 'azerbaijan', id: 'azerbaijan' },
      { name: 'Azerbaijan', id: 'azerbaijan' },
      { name: 'Türkiye', id: 'turkey' },
    ];
    expect(closestNames('azerbijan', names)).toEqual(['azerbaijan']);
    expect(closestNames('Turkiya', names)).toEqual(['turkey']);
    expect(closestNames('q', names)).toEqual([]);
  });
});
