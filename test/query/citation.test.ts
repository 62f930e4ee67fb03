import { describe, expect, test } from 'vitest';
import { bibtexOf } from '../../src/query/bibtex.ts';
import { citeSource, cslDate, dateInWords } from '../../src/query/citation.ts';

describe('a date is cited as doubtful as it is', () => {
  test.each([
    ['2025-12-06', 'December 6, 2025', [[2025, 12, 6]], false],
    ['2025-12', 'December 2025', [[2025, 12]], false],
    ['2025', '2025', [[2025]], false],
    ['2025-12~', 'ca. December 2025', [[2025, 12]], true],
    ['2025-12-06?', 'December 6, 2025?', [[2025, 12, 6]], true],
    ['2025%', 'ca. 2025?', [[2025]], true],
    ['2025-12-XX', 'December 2025', [[2025, 12]], false],
    ['2025-XX', '2025', [[2025]], false],
    [
      '202X',
      '2020s',
      [
        [2020, 1, 1],
        [2029, 12, 31],
      ],
      true,
    ],
    [
      '2025-12-06/2025-12-07',
      'December 6–7, 2025',
      [
        [2025, 12, 6],
        [2025, 12, 7],
      ],
      false,
    ],
    [
      '2025-11-30/2025-12-02',
      'November 30–December 2, 2025',
      [
        [2025, 11, 30],
        [2025, 12, 2],
      ],
      false,
    ],
    [
      '2025-12-30/2026-01-02',
      'December 30, 2025–January 2, 2026',
      [
        [2025, 12, 30],
        [2026, 1, 2],
      ],
      false,
    ],
    [
      '2025-11/2025-12',
      'November–December 2025',
      [
        [2025, 11],
        [2025, 12],
      ],
      false,
    ],
    [
      '2025-11~/2025-12-07',
      'ca. November 2025–December 7, 2025',
      [
        [2025, 11],
        [2025, 12, 7],
      ],
      true,
    ],
    ['2025-12-06/..', 'from December 6, 2025 on', [[2025, 12, 6]], true],
    [
      '[2025-12-06..2025-12-09]',
      'between December 6, 2025 and December 9, 2025',
      [
        [2025, 12, 6],
        [2025, 12, 9],
      ],
      true,
    ],
    [
      '[2025-12-06,2025-12-09]',
      'December 6, 2025 or December 9, 2025',
      [
        [2025, 12, 6],
        [2025, 12, 9],
      ],
      true,
    ],
  ])('%s', (date, words, parts, circa) => {
    expect(dateInWords(date)).toBe(words);
    expect(cslDate(date)).toEqual({ 'date-parts': parts, ...(circa ? { circa: true } : {}) });
  });
});

const source = { id: 'a', title: 'T', publisher: 'P', published: '2026-01-02' };

describe('a title', () => {
  test.each([
    ['of the publication, in quotation marks', 'Terms set', 'A, “Terms set,” P, January 2, 2026.'],
    ['that the desk supplied, without', '[On terms]', 'A, [On terms], P, January 2, 2026.'],
    ['with quotation marks inside', 'The “no” and the "yes"', 'A, “The ‘no’ and the ‘yes’,” P, January 2, 2026.'],
  ])('%s', (_, title, note) => expect(citeSource({ ...source, title, authors: ['A'] }).note).toBe(note));
});

test('three authors, and the agency whose report it is', () => {
  expect(citeSource({ ...source, authors: ['A B', 'C', 'D'], relays: 'Reuters' }).note).toBe(
    'A B, C, and D, “T,” P (relaying Reuters), January 2, 2026.',
  );
});

test('BibTeX holds what is special to TeX, and names whole that it would take apart', () => {
  const hostile = citeSource({
    ...source,
    title: '50 % of $1 & #2_{x} \\ ~ ^',
    authors: ['Foreign and Trade Office', 'Reuters', 'Fell, Nora', 'Nora Fell'],
    url: 'https://example.org/a_b%20{c}?d=1&e#f',
  });
  expect(bibtexOf(hostile)).toBe(`@misc{a,
  author = {{Foreign and Trade Office} and {Reuters} and {Fell, Nora} and Nora Fell},
  title = {{50 \\% of \\$1 \\& \\#2\\_\\{x\\} \\textbackslash{} \\textasciitilde{} \\textasciicircum{}}},
  howpublished = {P},
  year = {2026},
  month = jan,
  date = {2026-01-02},
  url = {https://example.org/a_b%20%7Bc%7D?d=1&e#f}
}`);
});
