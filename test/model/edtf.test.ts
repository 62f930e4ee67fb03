import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfTime, firstDay, lastDay, readDate, spanOf } from '../../src/model/edtf.ts';
import { runs } from '../runs.ts';

describe('spans', () => {
  test.each([
    ['2025', '2025-01-01', '2025-12-31', true],
    ['2025-12', '2025-12-01', '2025-12-31', true],
    ['2025-12~', '2025-12-01', '2025-12-31', true],
    ['2025-12-06', '2025-12-06', '2025-12-06', false],
    ['2025-12-06?', '2025-12-06', '2025-12-06', false],
    ['2025-12-06~', '2025-12-06', '2025-12-06', true],
    ['2025-12-06%', '2025-12-06', '2025-12-06', true],
    ['2024-02', '2024-02-01', '2024-02-29', true],
    ['1900-02', '1900-02-01', '1900-02-28', true],
    ['2000-02', '2000-02-01', '2000-02-29', true],
    ['2025-12-XX', '2025-12-01', '2025-12-31', true],
    ['2025-XX', '2025-01-01', '2025-12-31', true],
    ['2025-XX-XX', '2025-01-01', '2025-12-31', true],
    ['202X', '2020-01-01', '2029-12-31', true],
    ['19XX', '1900-01-01', '1999-12-31', true],
    ['2025-12-06/2025-12-07', '2025-12-06', '2025-12-07', true],
    ['2025-11/2026-02-03', '2025-11-01', '2026-02-03', true],
    ['2025-12-06/..', '2025-12-06', endOfTime, true],
    ['[2025-12-06..2025-12-09]', '2025-12-06', '2025-12-09', true],
    ['[2025-12-09, 2025-12-06]', '2025-12-06', '2025-12-09', true],
  ])('%s', (text, first, last, approximate) => {
    expect(spanOf(text)).toEqual({ first, last, approximate });
  });
});

describe('refusals say why', () => {
  test.each([
    ['2025-02-29', 'there is no day 29 in 2025-02'],
    ['2025-13', 'there is no month 13'],
    ['2025-00', 'there is no month 00'],
    ['2025-12-00', 'there is no day 00 in 2025-12'],
    ['2025-21', 'season 21 is not supported: write an interval of months'],
    ['2025-12-06T10:00', 'a time of day is not supported: write the day alone'],
    ['2025?-12', 'a qualifier inside a date is not supported: put ?, ~ or % at its end'],
    ['~2025', 'a qualifier inside a date is not supported: put ?, ~ or % at its end'],
    ['6.12.2025', 'write the year first, as in 2025-12-06'],
    ['2025-2-6', 'month and day have two digits, as in 2025-02-06'],
    ['../2025', 'an open start is not supported, because a record counts from its first day'],
    ['2025-12-07/2025-12-06', 'the interval ends before it starts'],
    ['2025/2026/2027', 'an interval has two ends, as in 2025-12-06/2025-12-07'],
    ['2025-XX-06', 'a day in an unknown month cannot be placed'],
    ['202X-05', 'a month in an unknown year cannot be placed'],
    ['-0044', 'years before 0 or beyond 9999 are not supported'],
    ['last week', 'a date is written as 2025, 2025-12 or 2025-12-06, or as an interval such as 2025-12-06/2025-12-07'],
    ['', 'a date is written as 2025, 2025-12 or 2025-12-06, or as an interval such as 2025-12-06/2025-12-07'],
  ])('%s', (text, reason) => {
    expect(readDate(text)).toEqual({ ok: false, reason });
  });
});

test('every real day is its own span, and no other day is read', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 39 }),
      (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(readDate(text).ok).toBe(isReal);
        if (isReal) expect(spanOf(text)).toEqual({ first: text, last: text, approximate: false });
      },
    ),
    { numRuns: runs(2000) },
  );
});

test('the subset is EDTF: the reference reader gives the same days', async () => {
  const { default: edtf } = await import('edtf');
  const two = (value: number) => String(value).padStart(2, '0');
  const simple = fc
    .record({
      year: fc.integer({ min: 1000, max: 9999 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      depth: fc.constantFrom(1, 2, 3),
      mark: fc.constantFrom('', '?', '~', '%'),
    })
    .map(({ year, month, day, depth, mark }) => [String(year), two(month), two(day)].slice(0, depth).join('-') + mark);
  const unspecified = fc.constantFrom('2025-12-XX', '2025-XX', '202X', '20XX');
  const interval = fc
    .tuple(simple, simple)
    .filter(([a, b]) => lastDay(a) < firstDay(b))
    .map(([a, b]) => `${a}/${b}`);
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  fc.assert(
    fc.property(fc.oneof(simple, unspecified, interval), (text) => {
      const { first, last } = spanOf(text);
      const reference = edtf(text);
      expect([first, last], text).toEqual([day(reference.min), day(reference.max)]);
    }),
    { numRuns: runs(500) },
  );
});
