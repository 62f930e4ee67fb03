import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/query/compare.ts';
import { matrix } from '../../src/query/matrix.ts';
import { bySimilarity } from '../../src/query/similarity.ts';
import type { Stand } from '../../src/query/stands.ts';
import { knowledgeOf, positions, stage } from '../knowledge.ts';
import { runs } from '../runs.ts';

const conditions = ['c', 'd', 'e', 'f'];

function stand(actor: string, condition: string, fields: Partial<Stand>): Stand {
  return {
    actor,
    condition,
    undertaking: null,
    stance: 'requires',
    strength: 'red_line',
    since: '2025',
    position: `${actor}-${condition}`,
    any_of: null,
    state: null,
    claim: null,
    evidence_missing: [],
    via: null,
    evidence: [],
    ...fields,
  };
}

const profile = fc.uniqueArray(
  fc.record({
    condition: fc.constantFrom(...conditions),
    stance: fc.constantFrom('requires', 'supports', 'opposes', 'waives'),
    strength: fc.constantFrom('red_line', 'request', null),
  }),
  { selector: ({ condition }) => condition },
);

function standsOf(profiles: readonly (readonly { condition: string; stance: string; strength: string | null }[])[]) {
  return new Map(
    profiles.map((rows, i) => [`a${i}`, rows.map((row) => stand(`a${i}`, row.condition, row as Partial<Stand>))]),
  );
}

describe('the order of actors', () => {
  test('has each once, whatever order they come in', () => {
    fc.assert(
      fc.property(fc.array(profile, { maxLength: 8 }), (profiles) => {
        const stands = standsOf(profiles);
        const ordered = bySimilarity(stands);
        expect([...ordered].sort()).toEqual([...stands.keys()].sort());
        expect(bySimilarity(new Map([...stands].reverse()))).toEqual(ordered);
      }),
    );
  });

  test('puts those side by side that say the same', () => {
    fc.assert(
      fc.property(fc.array(profile, { minLength: 2, maxLength: 6 }), fc.nat(), (profiles, pick) => {
        const twin = pick % profiles.length;
        const ordered = bySimilarity(standsOf([...profiles, profiles[twin] ?? []]));
        const same = ordered.filter((id) => {
          const rows = profiles[Number(id.slice(1))] ?? profiles[twin];
          return JSON.stringify(speaking(rows)) === JSON.stringify(speaking(profiles[twin]));
        });
        const places = same.map((id) => ordered.indexOf(id));
        expect(Math.max(...places) - Math.min(...places)).toBe(same.length - 1);
      }),
      { numRuns: runs(300) },
    );
  });
});

/** What similarity looks at: given up is as silent. */
function speaking(rows: readonly { condition: string; stance: string; strength: string | null }[] = []) {
  return rows
    .filter(({ stance }) => stance !== 'waives')
    .map(({ condition, stance, strength }) => [condition, stance, strength])
    .sort();
}

const knowledge = async () =>
  knowledgeOf(
    stage(['a', 'b', 'x'], conditions) +
      positions(
        'a c requires red_line 2025-10-01',
        'b c requires red_line 2025-11-01',
        'a d requires request 2025-10-01',
        'b d opposes concern 2025-11-01',
        'a e supports - 2025-10-01',
        'b e requires precondition 2026-01-01',
        'a f waives - 2025-10-01',
      ),
  );

describe('matrix', () => {
  test('leaves the silent out unless asked for, and tells silence from opposition', async () => {
    const all = matrix(await knowledge(), { asOf: null });
    expect([...all.actors].sort()).toEqual(['a', 'b']);
    expect(all.at('b', 'd').map(({ stance }) => stance)).toEqual(['opposes']);
    expect(all.at('b', 'f')).toEqual([]);
    expect(matrix(await knowledge(), { asOf: null, actors: ['x'], conditions: ['c'] })).toMatchObject({
      actors: ['x'],
      conditions: [{ id: 'c' }],
    });
  });

  test('stands as of a day', async () => {
    const then = matrix(await knowledge(), { asOf: '2025-12-31' });
    expect(then.at('b', 'e')).toEqual([]);
    expect(then.conditions.map(({ id }) => id)).toEqual(['c', 'd', 'e', 'f']);
    expect(matrix(await knowledge(), { asOf: '2025-10-15', actors: ['b'] }).unspoken).toEqual(conditions);
  });
});

describe('compare', () => {
  test('judges each condition by what the actors say of it themselves', async () => {
    const kinds = (rows: ReturnType<typeof compare>) => rows.map(({ condition, kind }) => `${condition} ${kind}`);
    expect(kinds(compare(await knowledge(), ['a', 'b'], { asOf: null }))).toEqual([
      'd opposed',
      'e differs',
      'c shared',
      'f one_sided',
    ]);
    expect(kinds(compare(await knowledge(), ['a', 'b'], { asOf: '2025-12-31' }))).toContain('e one_sided');
    const [first] = compare(await knowledge(), ['a', 'b', 'x'], { asOf: null });
    expect(first?.by_actor).toMatchObject({ a: { stance: 'requires' }, b: { stance: 'opposes' }, x: null });
  });

  test('the order of the actors changes nothing but the order of their columns', async () => {
    const [one, other] = [
      compare(await knowledge(), ['a', 'b'], { asOf: null }),
      compare(await knowledge(), ['b', 'a'], { asOf: null }),
    ];
    expect(other).toEqual(one);
    expect(Object.keys(other[0]?.by_actor ?? {})).toEqual(['b', 'a']);
  });
});
