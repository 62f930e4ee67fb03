import { expect, test } from 'vitest';
import { figureOf, onTheTable, troopsOf } from '../../src/model/contribution.ts';
import type { Commitment } from '../../src/model/record.ts';

test.each([
  [500, 500, 500],
  [{ min: 500, max: 800 }, 500, 800],
  [{ approx: 800 }, 800, 800],
  [{ max: 20000 }, null, 20000],
  [{ min: 2000 }, 2000, 2000],
  [{ min: 100, approx: 120 }, 100, 120],
  [undefined, null, null],
])('%j is at least %s and at most %s', (count, lower, upper) => {
  expect(figureOf(count)).toEqual({ lower, upper });
});

const commitment = (date: string, fields: Partial<Commitment>): Commitment => ({
  id: `c-${date}`,
  actor: 'a',
  act: 'offers',
  date,
  evidence: ['x'],
  ...fields,
});

test('the latest commitment that says what it is counts; a refusal takes it off the table', () => {
  const all = [
    commitment('2026-01-01', { contribution: [{ type: 'troops', count: 100 }] }),
    commitment('2026-02-01', { act: 'pledges', contribution: [{ type: 'medical', count: 5 }] }),
    commitment('2026-03-01', { act: 'undecided' }),
    commitment('2026-04-01', { act: 'declines' }),
    commitment('2026-05-01', { act: 'undecided' }),
    commitment('2026-06-01', { undertaking: 'funding', contribution: [{ type: 'funding', count: 9 }] }),
  ];
  const offered = (asOf: string) => onTheTable(all, 'participation', asOf)?.id;
  expect(['2025-12-31', '2026-01-31', '2026-03-31', '2026-05-31'].map(offered)).toEqual([
    undefined,
    'c-2026-01-01',
    'c-2026-02-01',
    undefined,
  ]);
});

test('troops are summed, other contributions are not, and a figure left out is said to be', () => {
  const offer = commitment('2026-01-01', {
    contribution: [
      { type: 'troops', count: { min: 100, max: 150 } },
      { type: 'troops', count: { max: 50 } },
      { type: 'police', count: 1000 },
    ],
  });
  expect(troopsOf(offer, 'lower')).toEqual({ count: 100, unstated: true });
  expect(troopsOf(offer, 'upper')).toEqual({ count: 200, unstated: false });
  expect(troopsOf(undefined, 'upper')).toEqual({ count: 0, unstated: false });
});
