import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimalSets, type Search, type Seeker, someMinimalSet } from '../../src/query/minimal-sets.ts';
import { runs } from '../runs.ts';

const unbounded = { maxSize: 99, maxWork: Infinity, maxSets: Infinity };

/** Every subset of the conditions, by the definition. */
function byBruteForce({ seekers, conditions, target, maxSize }: Search): number[][] {
  const isEnough = (set: number) =>
    seekers.reduce(
      (sum, { weight, terms }) => sum + (terms.every((term) => term.some((each) => (set >> each) & 1)) ? weight : 0),
      0,
    ) >= target;
  const members = (set: number) =>
    Array.from({ length: conditions }, (_, each) => each).filter((each) => (set >> each) & 1);
  return Array.from({ length: 2 ** conditions }, (_, set) => set)
    .filter((set) => isEnough(set) && members(set).every((each) => !isEnough(set & ~(1 << each))))
    .map(members)
    .filter((set) => set.length <= maxSize);
}

const inOrder = (sets: readonly (readonly number[])[]) => sets.map((set) => set.join(' ')).sort();

const seeker = (conditions: number, weight: fc.Arbitrary<number>): fc.Arbitrary<Seeker> =>
  fc.record({
    weight,
    terms: fc.array(fc.array(fc.integer({ min: 0, max: conditions - 1 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    }),
  });

const searches = fc.integer({ min: 1, max: 8 }).chain((conditions) =>
  fc.record({
    conditions: fc.constant(conditions),
    seekers: fc.oneof(
      fc.array(seeker(conditions, fc.constant(1)), { maxLength: 8 }),
      fc.array(seeker(conditions, fc.integer({ min: 1, max: 2000 })), { maxLength: 8 }),
    ),
    share: fc.double({ min: 0.01, max: 1.05, noNaN: true }),
    maxSize: fc.integer({ min: 1, max: 9 }),
  }),
);

describe('minimal sets', () => {
  test('are those that a search through all subsets finds, smallest first', () => {
    fc.assert(
      fc.property(searches, ({ share, maxSize, ...rest }) => {
        const total = rest.seekers.reduce((sum, { weight }) => sum + weight, 0);
        const search: Search = { ...unbounded, ...rest, target: Math.max(1, Math.ceil(total * share)), maxSize };
        const { sets, cut, completeTo, impossible } = minimalSets(search);
        const expected = byBruteForce({ ...search, maxSize: 99 });
        expect(inOrder(sets)).toEqual(inOrder(expected.filter((set) => set.length <= maxSize)));
        expect(sets.map((set) => set.length)).toEqual(sets.map((set) => set.length).sort((a, b) => a - b));
        expect(impossible).toBe(expected.length === 0);
        // Without a cut there are no larger sets.
        if (cut === null) expect(sets).toHaveLength(expected.length);
        else expect([cut, completeTo]).toEqual(['size', maxSize]);
      }),
      { numRuns: runs(800) },
    );
  });

  test('what is found before the search is given up is right, and the sizes said to be complete are', () => {
    fc.assert(
      fc.property(searches, fc.integer({ min: 1, max: 500 }), ({ share, maxSize: _, ...rest }, maxWork) => {
        const total = rest.seekers.reduce((sum, { weight }) => sum + weight, 0);
        const search: Search = { ...unbounded, ...rest, target: Math.max(1, Math.ceil(total * share)), maxWork };
        const { sets, completeTo } = minimalSets(search);
        const expected = inOrder(byBruteForce(search));
        const found = inOrder(sets);
        expect(expected).toEqual(expect.arrayContaining(found));
        expect(found).toEqual(
          expect.arrayContaining(inOrder(byBruteForce(search).filter((set) => set.length <= completeTo))),
        );
      }),
    );
  });

  test('the one to fall back on is minimal', () => {
    fc.assert(
      fc.property(searches, ({ share, maxSize: _, ...rest }) => {
        const total = rest.seekers.reduce((sum, { weight }) => sum + weight, 0);
        const search: Search = { ...unbounded, ...rest, target: Math.max(1, Math.ceil(total * share)) };
        const one = someMinimalSet(search);
        const expected = inOrder(byBruteForce(search));
        if (one === undefined) expect(expected).toEqual([]);
        else expect(expected).toContain([...one].sort((a, b) => a - b).join(' '));
      }),
    );
  });

  test('nothing needs to be met where the target is reached already', () => {
    expect(minimalSets({ ...unbounded, seekers: [], conditions: 3, target: 0 }).sets).toEqual([[]]);
  });

  test('a search that is given up says at which number of sets', () => {
    const seekers = Array.from({ length: 6 }, (_, each) => ({ weight: 1, terms: [[each]] }));
    const { sets, cut, completeTo } = minimalSets({ ...unbounded, seekers, conditions: 6, target: 2, maxSets: 4 });
    expect([sets.length, cut, completeTo]).toEqual([4, 'sets', 1]);
  });
});
