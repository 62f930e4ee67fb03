import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween } from '../../src/model/edtf.ts';
import type { Manifest } from '../../src/model/record.ts';
import { type StaleOptions, stale } from '../../src/query/stale.ts';
import { standOf } from '../../src/query/stand.ts';
import { knowledgeOf, type Records } from '../records.ts';

const quote = (id: string, actor: string, said: string) =>
  ({ id, actor, said, source: 's', mode: 'reported', text: id, attribution: 'named' }) as const;

const records: Records = {
  actors: [
    { id: 'a', name: 'A', type: 'state' },
    { id: 'b', name: 'B', type: 'state' },
    { id: 'p', name: 'P', type: 'person' },
  ],
  conditions: [
    {
      id: 'calm',
      name: 'Calm',
      statement: 'calm',
      category: 'security',
      status: [
        { state: 'open', since: '2026-01-01', evidence: ['old'] },
        { state: 'met', since: '2026-05-01', for: ['b'], evidence: ['new'] },
      ],
    },
    { id: 'paid', name: 'Paid', statement: 'paid', category: 'financial' },
  ],
  quotes: [
    quote('old', 'a', '2026-01-01/2026-01-31'),
    quote('new', 'a', '2026-05-01'),
    { ...quote('about', 'a', '2026-01-02'), about: ['paid'] },
  ],
  positions: [
    { id: 'calm-1', actor: 'a', condition: 'calm', stance: 'requires', since: '2026-01-01', evidence: ['old'] },
    {
      id: 'either',
      actor: 'a',
      any_of: ['calm', 'paid'],
      stance: 'requires',
      since: '2026-01-01',
      evidence: ['old', 'new'],
    },
    { id: 'given-up', actor: 'b', condition: 'paid', stance: 'waives', since: '2026-01-01', evidence: ['old'] },
  ],
};

function rows(stale_after: Manifest['stale_after'], options: Partial<StaleOptions> = {}, asOf: string | null = null) {
  const knowledge = knowledgeOf(records, stale_after ? { stale_after } : {});
  return stale(standOf(knowledge, asOf), { today: '2026-06-01', ...options });
}

const seen = (found: ReturnType<typeof rows>) =>
  found.map(({ kind, id, last, age_days, limit_days }) => [kind, id, last, age_days, limit_days]);

describe('what is stale', () => {
  test('positions and statuses, from the earliest day of their latest evidence', () => {
    expect(seen(rows({ position: '100d', status: '60d' }, { kinds: ['position', 'status'] }))).toEqual([
      ['position', 'calm-1', '2026-01-01', 151, 100],
      ['status', 'calm', '2026-01-01', 151, 60],
    ]);
  });

  test('a category has limits of its own; of several, the shortest counts', () => {
    const limits: Manifest['stale_after'] = {
      position: '200d',
      categories: { security: { position: '30d', status: '10d' } },
    };
    expect(seen(rows(limits, { kinds: ['position', 'status'] }))).toEqual([
      ['position', 'calm-1', '2026-01-01', 151, 30],
      ['position', 'either', '2026-05-01', 31, 30],
      ['status', 'calm', '2026-01-01', 151, 10],
      ['status', 'calm', '2026-05-01', 31, 10],
    ]);
  });

  test('an age that equals its limit is within it', () => {
    expect(seen(rows({}, { kinds: ['position'], maxAge: 151 }))).toEqual([]);
    expect(seen(rows({}, { kinds: ['position'], maxAge: 150 }))).toEqual([
      ['position', 'calm-1', '2026-01-01', 151, 150],
    ]);
  });

  test('what was said later does not confirm it', () => {
    expect(seen(rows({ position: '60d' }, { kinds: ['position'], today: '2026-04-30' }, '2026-04-30'))).toEqual([
      ['position', 'calm-1', '2026-01-01', 119, 60],
      ['position', 'either', '2026-01-01', 119, 60],
    ]);
  });

  test('actors by their latest record, those without one first; people are none', () => {
    expect(seen(rows({ actor: '20d' }, { kinds: ['actor'] }))).toEqual([
      ['actor', 'b', '2026-01-01', 151, 20],
      ['actor', 'a', '2026-05-01', 31, 20],
    ]);
    const early = rows({ actor: '20d' }, { kinds: ['actor'], today: '2025-12-31' }, '2025-12-31');
    expect(seen(early)).toEqual([
      ['actor', 'a', null, null, 20],
      ['actor', 'b', null, null, 20],
    ]);
  });

  test('a pair is researched once there is a position or a remark, whatever it says', () => {
    const pairs = rows({}, { kinds: ['pair'] }).map(({ actor, condition }) => [actor, condition]);
    expect(pairs).toEqual([['b', 'calm']]);
  });

  test('without a limit nothing is stale', () => {
    expect(seen(rows(undefined, { kinds: ['position', 'status', 'actor'] }))).toEqual([]);
  });
});

test('days are counted as the calendar has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -600_000, max: 800_000 }), fc.integer({ min: 0, max: 5000 }), (start, days) => {
      const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
      fc.pre(/^\d{4}-/.test(day(start)) && /^\d{4}-/.test(day(start + days)));
      expect(daysBetween(day(start), day(start + days))).toBe(days);
    }),
  );
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
});
