import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, Delivery, Position } from '../../src/model/record.ts';
import { type Cuts, type Limits, minimalCircles } from '../../src/query/circles.ts';
import { type DeadlockRow, deadlocks } from '../../src/query/deadlocks.ts';
import { standOf } from '../../src/query/stand.ts';
import { knowledgeOf, type Records } from '../records.ts';
import { runs } from '../runs.ts';

const subsetsOf = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_, at) => (bits >> at) & 1));

/** Of some sets, those that hold no other. */
const minimalOf = (sets: readonly (readonly string[])[]) =>
  sets.filter((set) => !sets.some((other) => other.length < set.length && other.every((each) => set.includes(each))));

const written = (sets: readonly (readonly string[])[]) => sets.map((set) => [...set].sort().join(' ')).sort();

describe('minimal circles', () => {
  const cuts: fc.Arbitrary<Cuts> = fc.integer({ min: 1, max: 7 }).chain((nodes) =>
    fc.array(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: nodes - 1 }), { minLength: 1, maxLength: 3 }), {
        maxLength: 3,
      }),
      { minLength: nodes, maxLength: nodes },
    ),
  );

  const unlimited: Limits = { maxSteps: 1_000_000, maxCircles: 1_000_000 };
  const strings = (sets: readonly (readonly number[])[]) => sets.map((set) => set.map(String));
  /** What a search through all sets of nodes finds. */
  const allIn = (given: Cuts) =>
    minimalOf(
      strings(
        subsetsOf([...given.keys()]).filter(
          (set) =>
            set.length > 0 && set.every((node) => given[node]?.some((cut) => cut.every((each) => set.includes(each)))),
        ),
      ),
    );

  test('are those that a search through all sets of nodes finds', () => {
    fc.assert(
      fc.property(cuts, (given) => {
        const { circles, complete, completeTo } = minimalCircles(given, unlimited);
        expect(written(strings(circles))).toEqual(written(allIn(given)));
        expect([complete, completeTo]).toEqual([true, given.length]);
      }),
      { numRuns: runs(250) },
    );
  });

  test('of a search that is given up are sound, and all there up to the size that it names', () => {
    let partial = 0;
    fc.assert(
      fc.property(
        cuts,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (given, maxSteps, maxCircles) => {
          const { circles, complete, completeTo } = minimalCircles(given, { maxSteps, maxCircles });
          const [found, all] = [written(strings(circles)), allIn(given)];
          const small = all.filter((circle) => circle.length <= completeTo);
          expect(written(all)).toEqual(expect.arrayContaining(found));
          expect(found).toEqual(expect.arrayContaining(written(small)));
          if (complete) expect(found).toEqual(written(all));
          else if (small.length > 0) partial++;
        },
      ),
      { numRuns: 1000 },
    );
    expect(partial).toBeGreaterThan(10);
  });

  test('a strongly connected component is not one: each of two may do for the third', () => {
    // 0 waits for 1 or 2; 1 waits for 0; 2 waits for nobody.
    expect(minimalCircles([[[1, 2]], [[0]], []], unlimited).circles).toEqual([]);
    // Once 2 waits for 0 too, all three are one circle.
    expect(minimalCircles([[[1, 2]], [[0]], [[0]]], unlimited).circles).toEqual([[0, 1, 2]]);
  });

  test('small ones are found however many large ones there are', () => {
    // Each node waits for the four before it: the long circles are beyond counting. The last two wait for each other.
    const ladder: Cuts = Array.from({ length: 100 }, (_, node) =>
      node < 98 ? [1, 2, 3, 4].map((back) => [(node + 98 - back) % 98]) : [[node === 98 ? 99 : 98]],
    );
    const { circles, complete, completeTo } = minimalCircles(ladder, { maxSteps: 5000, maxCircles: 1000 });
    expect(circles[0]).toEqual([98, 99]);
    expect([complete, completeTo > 2]).toEqual([false, true]);
  });
});

const actors = ['a', 'b', 'c', 'd'];
const conditions = ['p', 'q', 'r', 's'];
const leaf = fc.constantFrom('a', 'b', 'c', 'd', 'bloc').map((actor): Delivery => ({ actor, undertaking: 'move' }));
const delivery: fc.Arbitrary<Delivery | undefined> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 2, arbitrary: fc.array(leaf, { minLength: 2, maxLength: 3 }).map((any_of): Delivery => ({ any_of })) },
  { weight: 2, arbitrary: fc.array(leaf, { minLength: 2, maxLength: 2 }).map((all_of): Delivery => ({ all_of })) },
  { weight: 1, arbitrary: fc.constantFrom<Delivery | undefined>(undefined, 'self') },
);

interface Base {
  readonly deliveries: readonly (Delivery | undefined)[];
  /** Of each actor its terms; each a list of conditions of which one will do. */
  readonly terms: readonly (readonly (readonly string[])[])[];
  readonly joined: readonly string[];
  readonly refused: readonly string[];
  readonly opposed: readonly (readonly [actor: string, condition: string])[];
}

const bases = (withRefusals: boolean): fc.Arbitrary<Base> => {
  const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: withRefusals ? 2 : 0 });
  return fc.record({
    deliveries: fc.array(delivery, { minLength: 4, maxLength: 4 }),
    terms: fc.array(
      fc.array(fc.uniqueArray(fc.constantFrom(...conditions), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
      { minLength: 4, maxLength: 4 },
    ),
    joined: fc.uniqueArray(fc.constantFrom('d'), { maxLength: 1 }),
    refused: few(fc.constantFrom('a', 'b', 'c')),
    opposed: few(fc.tuple(fc.constantFrom(...actors), fc.constantFrom(...conditions))),
  });
};

function recordsOf({ deliveries, terms, joined, refused, opposed }: Base): Records {
  const evidence = ['x'];
  const positions = terms.flatMap((own, at) => {
    // One standing position a key.
    const distinct = new Map(own.map((term) => [[...term].sort().join(), term]));
    return [...distinct.values()].map((term, index) => ({
      id: `${actors[at]}-${index}`,
      actor: actors[at],
      ...(term.length === 1 ? { condition: term[0] } : { any_of: [...term] }),
      stance: 'requires',
      strength: 'red_line',
      undertaking: 'move',
      since: '2026-01-01',
      evidence,
    }));
  });
  return {
    actors: [
      ...actors.map((id) => ({ id, name: id, type: 'state' as const })),
      { id: 'bloc', name: 'bloc', type: 'bloc' as const, members: ['b', 'c'] },
    ],
    conditions: conditions.map((id, at) => {
      const by = deliveries[at];
      return { id, name: id, statement: id, category: 'tasks' as const, ...(by ? { delivered_by: by } : {}) };
    }),
    positions: [
      ...positions,
      ...opposed.map(([actor, condition], index) => ({
        id: `against-${index}`,
        actor,
        condition,
        stance: 'opposes',
        since: '2026-01-01',
        evidence,
      })),
    ] as Position[],
    commitments: [
      ...joined.map((actor) => ({ actor, act: 'joins' as const, date: '2026-01-01', evidence, undertaking: 'move' })),
      ...[...new Set(refused)].map((actor) => ({
        actor,
        act: 'declines' as const,
        date: '2026-01-01',
        evidence,
        undertaking: 'move',
      })),
    ],
    events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
  };
}

/** Whether a condition comes about, where only these actors move; `opposed` are those who bring it about for nobody. */
function comes(by: Condition['delivered_by'], moving: ReadonlySet<string>): boolean {
  if (by === undefined || by === 'self') return true;
  if ('any_of' in by) return by.any_of.some((part) => comes(part, moving));
  if ('all_of' in by) return by.all_of.every((part) => comes(part, moving));
  return by.actor === 'bloc' ? moving.has('b') && moving.has('c') : moving.has(by.actor);
}

function termsMet(base: Base, actor: string, moving: ReadonlySet<string>): boolean {
  return (base.terms[actors.indexOf(actor)] ?? []).every((term) =>
    term.some((condition) => {
      const opposing = base.opposed.filter(([, against]) => against === condition).map(([who]) => who);
      return comes(
        base.deliveries[conditions.indexOf(condition)],
        new Set([...moving].filter((each) => !opposing.includes(each))),
      );
    }),
  );
}

/** Who can move in the end, starting from nobody. */
function movers(base: Base): Set<string> {
  const moving = new Set<string>();
  for (let round = 0; round <= actors.length; round++)
    for (const actor of actors)
      if (!base.refused.includes(actor) && (base.joined.includes(actor) || termsMet(base, actor, moving)))
        moving.add(actor);
  return moving;
}

const membersOf = ({ steps }: DeadlockRow) => [...new Set(steps.map(({ actor }) => actor))];

describe('deadlocks', () => {
  test('without refusals, the circles without a way out are those sets of which nobody moves before the others', () => {
    let found = 0;
    fc.assert(
      fc.property(bases(false), (base) => {
        const { rows } = deadlocks(standOf(knowledgeOf(recordsOf(base)), null));
        const circles = minimalOf(
          subsetsOf(actors).filter(
            (set) =>
              set.length > 0 &&
              set.every(
                (actor) =>
                  !base.joined.includes(actor) &&
                  !termsMet(base, actor, new Set(actors.filter((other) => !set.includes(other)))),
              ),
          ),
        );
        found += circles.length;
        const closed = rows.filter(({ kind, way_out }) => kind === 'circle' && way_out.length === 0).map(membersOf);
        expect(written(closed)).toEqual(expect.arrayContaining(written(circles)));
        // Whatever else is called a circle without a way out holds only actors that can never move.
        const moving = movers(base);
        for (const actor of closed.flat()) expect(moving.has(actor)).toBe(false);
        // Where there is a way out, the circle is none of them.
        const open = rows.filter(({ kind, way_out }) => kind === 'circle' && way_out.length > 0).map(membersOf);
        for (const set of written(open)) expect(written(circles)).not.toContain(set);
      }),
      { numRuns: runs(200) },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('whoever cannot move waits in a circle, for one, or for a refusal; whoever can is in none without a way out', () => {
    let [ends, hung] = [0, 0];
    fc.assert(
      fc.property(bases(true), (base) => {
        const { rows } = deadlocks(standOf(knowledgeOf(recordsOf(base)), null));
        const moving = movers(base);
        const closed = rows.filter(({ way_out }) => way_out.length === 0);
        const deadStarts = new Set(
          closed.filter(({ kind }) => kind === 'dead_end').map(({ steps }) => steps[0]?.actor ?? ''),
        );
        ends += deadStarts.size;
        const circles = closed.filter(({ kind }) => kind === 'circle');
        const circling = circles.flatMap(membersOf);
        const hanging = circles.flatMap(({ hangs_on_it }) => hangs_on_it.map(({ actor }) => actor));
        hung += hanging.length;
        const explained = [...deadStarts, ...circling, ...hanging].filter((actor) => !base.refused.includes(actor));
        expect([...new Set(explained)].sort()).toEqual(
          actors.filter((actor) => !moving.has(actor) && !base.refused.includes(actor)),
        );
      }),
      { numRuns: runs(200) },
    );
    expect(ends).toBeGreaterThan(50);
    expect(hung).toBeGreaterThan(50);
  });

  test('what hangs on a circle is told once, each undertaking with a step that leads nearer', () => {
    fc.assert(
      fc.property(bases(true), (base) => {
        for (const row of deadlocks(standOf(knowledgeOf(recordsOf(base)), null)).rows) {
          const reached = new Set(membersOf(row));
          if (row.kind === 'dead_end' || row.way_out.length > 0) expect(row.hangs_on_it).toEqual([]);
          for (const step of row.hangs_on_it) {
            expect(reached).toContain(step.delivered_by.actor);
            expect(reached).not.toContain(step.actor);
            reached.add(step.actor);
          }
        }
      }),
    );
  });

  test('every chain leads from step to step to somebody who has refused or opposes what is waited for', () => {
    fc.assert(
      fc.property(bases(true), (base) => {
        for (const { kind, steps, ends_with } of deadlocks(standOf(knowledgeOf(recordsOf(base)), null)).rows) {
          if (kind !== 'dead_end') continue;
          for (const [at, step] of steps.entries()) {
            expect(step.evidence.map(({ id }) => id)).toEqual(['x']);
            expect(step.delivered_by.actor).toBe(steps[at + 1]?.actor ?? ends_with?.actor);
          }
          const last = steps.at(-1)?.requires;
          const why = ends_with?.because;
          if (why === 'refused') expect(base.refused).toContain(ends_with?.actor);
          else expect(base.opposed).toContainEqual([ends_with?.actor, last]);
        }
      }),
    );
  });

  test('a chain goes on from one who has refused and has terms all the same', () => {
    const say = { since: '2026-01-01', evidence: ['x'], strength: 'red_line' } as const;
    const up = (actor: string, undertaking: string) => ({ actor, undertaking });
    const condition = (id: string, delivered_by: Delivery) => ({
      id,
      name: id,
      statement: id,
      category: 'security' as const,
      delivered_by,
    });
    const records: Records = {
      actors: ['a', 'b'].map((id) => ({ id, name: id, type: 'state' as const })),
      conditions: [condition('disarmed', up('b', 'disarming')), condition('state', up('a', 'founding'))],
      positions: [
        { actor: 'a', undertaking: 'leaving', condition: 'disarmed', stance: 'requires', ...say, evidence: ['x'] },
        { actor: 'b', undertaking: 'disarming', condition: 'state', stance: 'requires', ...say, evidence: ['x'] },
        { actor: 'a', condition: 'state', stance: 'opposes', ...say, evidence: ['x'] },
      ],
      commitments: [{ actor: 'b', undertaking: 'disarming', act: 'declines', date: '2026-01-01', evidence: ['x'] }],
      events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
    };
    const { rows } = deadlocks(standOf(knowledgeOf(records), null));
    expect(
      rows.map(({ steps, ends_with }) => [
        ...steps.map(({ undertaking }) => undertaking),
        ends_with?.undertaking,
        ends_with?.because,
      ]),
    ).toEqual([
      ['leaving', 'disarming', 'refused'],
      ['leaving', 'disarming', 'founding', 'opposes'],
    ]);
  });

  describe('a bloc', () => {
    const say = { since: '2026-01-01', evidence: ['x'], stance: 'requires', strength: 'red_line' } as const;
    const leagueMoves: Delivery = { actor: 'league', undertaking: 'move' };
    const records = (members: readonly string[]): Records => ({
      actors: [
        ...['alfa', 'bravo', 'carla'].map((id) => ({ id, name: id, type: 'state' as const })),
        { id: 'league', name: 'League', type: 'bloc', members: [...members] },
      ],
      conditions: [
        { id: 'moved', name: 'moved', statement: 'moved', category: 'security', delivered_by: leagueMoves },
        {
          id: 'carla-goes',
          name: 'carla-goes',
          statement: 'carla-goes',
          category: 'security',
          delivered_by: { actor: 'carla', undertaking: 'go' },
        },
      ],
      positions: [
        { actor: 'carla', undertaking: 'go', condition: 'moved', ...say, evidence: ['x'] },
        { actor: 'league', undertaking: 'move', condition: 'carla-goes', ...say, evidence: ['x'] },
      ],
      events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
    });

    test.each([[['alfa', 'bravo']], [[]]])('waits for nothing itself, with members %j', (members) => {
      expect(deadlocks(standOf(knowledgeOf(records(members)), null)).rows).toEqual([]);
    });

    test('that delivers is named with all its members, and the one that has refused with it', () => {
      const declined = { actor: 'bravo', undertaking: 'move', act: 'declines', date: '2026-01-01' } as const;
      const { rows } = deadlocks(
        standOf(knowledgeOf({ ...records(['alfa', 'bravo']), commitments: [{ ...declined, evidence: ['x'] }] }), null),
      );
      expect(rows.map(({ steps }) => steps[0]?.delivered_by)).toEqual([
        { actor: 'bravo', undertaking: 'move', via: { bloc: 'league', members: ['alfa', 'bravo'] } },
      ]);
    });

    test('is no way round where one of its members has refused', () => {
      const { conditions = [], ...rest } = records(['alfa', 'bravo']);
      const either: Delivery = { any_of: [leagueMoves, { actor: 'alfa', undertaking: 'stay' }] };
      const { rows } = deadlocks(
        standOf(
          knowledgeOf({
            ...rest,
            conditions: conditions.map((each) => (each.id === 'moved' ? { ...each, delivered_by: either } : each)),
            commitments: [
              { actor: 'bravo', undertaking: 'move', act: 'declines', date: '2026-01-01', evidence: ['x'] },
            ],
          }),
          null,
        ),
      );
      expect(rows.map(({ way_out_by }) => way_out_by)).toEqual([
        [{ condition: 'moved', delivered_by: [{ actor: 'alfa', undertaking: 'stay', via: null }] }],
      ]);
    });
  });

  test('of 200 actors and 100 conditions with three terms each, the small circles are found', () => {
    const at = (seed: number, count: number) => (Math.imul(seed, 2654435761) >>> 8) % count;
    const records: Records = {
      actors: Array.from({ length: 200 }, (_, a) => ({ id: `a${a}`, name: `a${a}`, type: 'state' as const })),
      conditions: Array.from({ length: 100 }, (_, c) => ({
        id: `c${c}`,
        name: `c${c}`,
        statement: 'x',
        category: 'tasks' as const,
        delivered_by: { actor: `a${at(c + 7, 200)}`, undertaking: 'move' },
      })),
      positions: Array.from({ length: 200 }, (_, a) =>
        [...new Set([1, 2, 3].map((term) => `c${at(3 * a + term, 100)}`))].map((condition) => ({
          actor: `a${a}`,
          undertaking: 'move',
          condition,
          stance: 'requires' as const,
          strength: 'red_line' as const,
          since: '2026-01-01',
          evidence: ['x'],
        })),
      ).flat() as Position[],
      events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
    };
    const { rows, complete, completeTo } = deadlocks(standOf(knowledgeOf(records), null));
    expect([complete, completeTo > 2]).toEqual([false, true]);
    // A circle of one or two, by looking at every pair.
    const deliverer = (condition: string) => `a${at(Number(condition.slice(1)) + 7, 200)}`;
    const waitsFor = new Map(
      records.actors?.map(({ id = '' }) => [
        id,
        (records.positions ?? []).filter(({ actor }) => actor === id).map(({ condition = '' }) => deliverer(condition)),
      ]),
    );
    const alone = [...waitsFor.keys()].filter((one) => waitsFor.get(one)?.includes(one));
    const pairs = [...waitsFor.keys()].flatMap((one) =>
      [...waitsFor.keys()]
        .filter((other) => one < other && !alone.includes(one) && !alone.includes(other))
        .filter((other) => waitsFor.get(one)?.includes(other) && waitsFor.get(other)?.includes(one))
        .map((other) => [one, other]),
    );
    const small = rows.map(membersOf).filter((members) => members.length <= 2);
    expect(written(small)).toEqual(written([...alone.map((one) => [one]), ...pairs]));
  });
});
