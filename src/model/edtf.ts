/**
 * Dates, in a subset of EDTF (ISO 8601-2:2019, levels 0 and 1, and one-of sets of level 2):
 * `2025`, `2025-12`, `2025-12-06`; unspecified digits at the end (`2025-12-XX`, `2025-XX`, `202X`); each with `?`, `~` or `%`;
 * intervals `a/b` and `a/..`; one of a set `[a,b]` and of a range `[a..b]`. Dates stay strings: no clock, no time zone.
 */

/** The first and last day that a date may mean, as `YYYY-MM-DD`; `9999-12-31` is the end of an interval left open. */
export interface Span {
  readonly first: string;
  readonly last: string;
  /** True where the date carries `~` or `%` (about), or is not one day. */
  readonly approximate: boolean;
}

export const endOfTime = '9999-12-31';

export type Reading = { readonly ok: true; readonly span: Span } | { readonly ok: false; readonly reason: string };

const simple = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?$/;

/** Reads an EDTF string; a string outside the subset gives the reason, in words that name the mend. */
export function readDate(text: string): Reading {
  const set = /^\[(.*)\]$/s.exec(text);
  if (set) return readSet(set[1] ?? '');
  const parts = text.split('/');
  if (parts.length === 1) return readSimple(text);
  if (parts.length > 2) return refuse('an interval has two ends, as in 2025-12-06/2025-12-07');
  return readRange(parts[0] ?? '', parts[1] ?? '');
}

/** The span of a date that has been validated; throws a RangeError on any other string. */
export function spanOf(text: string): Span {
  const reading = readDate(text);
  if (!reading.ok) throw new RangeError(`${text}: ${reading.reason}`);
  return reading.span;
}

/** The earliest day that a validated date may mean: the day from which it counts. */
export function firstDay(text: string): string {
  return spanOf(text).first;
}

/** The latest day that a validated date may mean. */
export function lastDay(text: string): string {
  return spanOf(text).last;
}

/** How many days `to` is after `from`, both `YYYY-MM-DD`, by the proleptic Gregorian calendar. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since 1970-01-01; Date.UTC alone takes years below 100 for the 1900s. */
function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(2000, month - 1, date)).setUTCFullYear(year, month - 1, date) / 86_400_000;
}

function readSet(inside: string): Reading {
  const range = inside.split('..');
  if (range.length === 2) return readRange(range[0] ?? '', range[1] ?? '');
  const members = inside.split(',').map((member) => readSimple(member.trim()));
  const refused = members.find((member) => !member.ok);
  if (refused) return refused;
  const spans = members.flatMap((member) => (member.ok ? [member.span] : []));
  const first = spans.map((span) => span.first).sort()[0];
  const last = spans
    .map((span) => span.last)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return refuse('the set is empty');
  return { ok: true, span: { first, last, approximate: true } };
}

function readRange(from: string, to: string): Reading {
  if (from === '' || from === '..')
    return refuse('an open start is not supported, because a record counts from its first day');
  const start = readSimple(from);
  if (!start.ok) return start;
  if (to === '' || to === '..') return { ok: true, span: { ...start.span, last: endOfTime, approximate: true } };
  const end = readSimple(to);
  if (!end.ok) return end;
  if (end.span.last < start.span.first) return refuse('the interval ends before it starts');
  return { ok: true, span: { first: start.span.first, last: end.span.last, approximate: true } };
}

function readSimple(text: string): Reading {
  const match = simple.exec(text);
  if (!match) return refuse(whyNot(text));
  const [, year = '', month, day, qualifier] = match;
  if (month === 'XX' && day !== undefined && day !== 'XX') return refuse('a day in an unknown month cannot be placed');
  if (year.includes('X') && month !== undefined && month !== 'XX')
    return refuse('a month in an unknown year cannot be placed');
  const known = month !== undefined && month !== 'XX';
  if (known && (month < '01' || month > '12')) return refuse(whyNotMonth(month));
  const firstYear = year.replaceAll('X', '0');
  const lastYear = year.replaceAll('X', '9');
  const lastMonth = known ? month : '12';
  const days = daysIn(Number(lastYear), Number(lastMonth));
  const exact = day !== undefined && day !== 'XX';
  if (exact && (Number(day) < 1 || Number(day) > days)) return refuse(`there is no day ${day} in ${year}-${month}`);
  return {
    ok: true,
    span: {
      first: `${firstYear}-${known ? month : '01'}-${exact ? day : '01'}`,
      last: `${lastYear}-${lastMonth}-${exact ? day : String(days)}`,
      approximate: !exact || qualifier === '~' || qualifier === '%',
    },
  };
}

function whyNot(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return 'a time of day is not supported: write the day alone';
  if (/^Y?-/.test(text)) return 'years before 0 or beyond 9999 are not supported';
  if (/^[?~%]|[?~%]-/.test(text)) return 'a qualifier inside a date is not supported: put ?, ~ or % at its end';
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/.test(text)) return 'write the year first, as in 2025-12-06';
  if (/^\d{4}-\d(-|$)|^\d{4}-\d{2}-\d$/.test(text)) return 'month and day have two digits, as in 2025-02-06';
  return 'a date is written as 2025, 2025-12 or 2025-12-06, or as an interval such as 2025-12-06/2025-12-07';
}

function whyNotMonth(month: string): string {
  return month >= '21' && month <= '41'
    ? `season ${month} is not supported: write an interval of months`
    : `there is no month ${month}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function refuse(reason: string): Reading {
  return { ok: false, reason };
}
