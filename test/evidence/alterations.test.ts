import { describe, expect, test } from 'vitest';
import { turningCuts } from '../../src/evidence/cuts.ts';
import { matchQuote } from '../../src/evidence/match.ts';
import { prepareSnapshot } from '../../src/evidence/snapshot.ts';
import { alteredFigures, harmlessFigures, material } from './figures.ts';

test('the quotes to be altered are verified, and their cuts turn nothing round', () => {
  const { source, quotes } = material();
  const snapshot = prepareSnapshot(source);
  for (const text of quotes) {
    const match = matchQuote({ text }, snapshot);
    expect(match.state, text).toBe('verified');
    if (match.state === 'verified') expect(turningCuts(match.cuts), text).toEqual([]);
  }
});

const altered = Object.entries(alteredFigures(3));

test('at least 1,000 alterations are tried, and at least 40 of each class', () => {
  expect(altered.reduce((sum, [, { tried }]) => sum + tried, 0)).toBeGreaterThanOrEqual(4_000);
  for (const [name, { tried }] of altered) expect(tried, name).toBeGreaterThanOrEqual(40);
});

describe('every alteration is refused or flagged', () => {
  test.each(altered)('%s', (_, { missed }) => expect(missed).toEqual([]));
});

describe('what is no alteration is not', () => {
  test.each(Object.entries(harmlessFigures()))('%s', (_, { tried, refused }) => {
    expect(tried).toBeGreaterThan(150);
    expect(refused).toEqual([]);
  });
});
