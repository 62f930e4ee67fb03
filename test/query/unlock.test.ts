import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Commitment, Condition, Position } from '../../src/model/record.ts';
import { standOf } from '../../src/query/stand.ts';
import { type Aim, unlock } from '../../src/query/unlock.ts';
import { whatIf } from '../../src/query/what-if.ts';
import { knowledgeOf, type Records } from '../records.ts';
import { runs } from '../runs.ts';

const actors = ['a', 'b', 'c', 'd', 'e'];
const conditions = ['p', 'q', 'r', 's', 't'];
const someOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const dates = ['2026-01-01', '2026-02-01', '2026-03-01'];

const positions = fc.array(
  fc.record({
    actor: someOf(['a', 'b', 'c', 'd', 'e', 'bloc']),
    any_of: fc.uniqueArray(someOf(conditions), { minLength: 1, maxLength: 2 }),
    stance: someOf(['requires', 'requires', 'requires', 'requires', 'opposes', 'waives', 'supports']),
    strength: someOf(['red_line', 'red_line', 'precondition', 'request', 'concern']),
    undertaking: someOf([undefined, undefined, undefined, 'withdrawal']),
    since: someOf(dates),
  }),
  { minLength: 5, maxLength: 14 },
);

const commitments = fc.array(
  fc.record({
    actor: someOf([...actors, 'bloc']),
    act: someOf(['offers', 'offers', 'pledges', 'joins', 'declines', 'undecided']),
    date: someOf(dates),
    count: fc.oneof(
      fc.constant(undefined),
      fc.integer({ min: 0, max: 900 }),
      fc.record({ min: fc.integer({ min: 0, max: 400 }), max: fc.integer({ min: 400, max: 900 }) }),
      fc.record({ max: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ approx: fc.integer({ min: 1, max: 900 }) }),
    ),
  }),
  { maxLength: 6 },
);

const statuses = fc.array(
  fc.record({
    condition: someOf(conditions),
    state: someOf(['met', 'open', 'failed']),
    since: someOf(dates),
    for: fc.oneof(fc.constant(undefined), fc.uniqueArray(someOf(actors), { minLength: 1, maxLength: 2 })),
  }),
  { maxLength: 3 },
);

const deliveries = fc.uniqueArray(fc.record({ condition: someOf(conditions), actor: someOf(['a', 'b', 'bloc']) }), {
  selector: ({ condition }) => condition,
  maxLength: 2,
});

interface Base {
  readonly positions: readonly (Omit<Position, 'id'> & { readonly id?: string })[];
  readonly commitments: readonly (Omit<Commitment, 'id'> & { readonly id?: string })[];
  readonly conditions: readonly Condition[];
}

/** One record a key and day, as the data must have it. */
const bases: fc.Arbitrary<Base> = fc.record({ positions, commitments, statuses, deliveries }).map((made) => {
  const keep = <T>(items: readonly T[], keyOf: (item: T) => string) => [
    ...new Map(items.map((item) => [keyOf(item), item])).values(),
  ];
  return {
    positions: keep(made.positions, (each) =>
      [each.actor, each.undertaking, [...each.any_of].sort(), each.since].join(),
    ).map(({ any_of, undertaking, ...rest }) => ({
      ...rest,
      evidence: ['x'],
      ...(undertaking === undefined ? {} : { undertaking }),
      ...(any_of.length === 1 ? { condition: any_of[0] } : { any_of }),
    })) as Base['positions'],
    commitments: keep(made.commitments, (each) => `${each.actor} ${each.date}`).map(({ count, ...rest }) => ({
      ...rest,
      evidence: ['x'],
      ...(count === undefined
        ? {}
        : {
            contribution: [
              { type: 'troops', count },
              { type: 'medical', count: 7 },
            ],
          }),
    })) as Base['commitments'],
    conditions: conditions.map((id) => {
      const delivery = made.deliveries.find((each) => each.condition === id);
      const status = keep(
        made.statuses.filter((each) => each.condition === id),
        (each) => each.since,
      ).map(({ condition: _, for: some, ...rest }) => ({ ...rest, evidence: ['x'], ...(some ? { for: some } : {}) }));
      return {
        id,
        name: id,
        statement: id,
        category: 'tasks',
        ...(status.length > 0 ? { status } : {}),
        ...(delivery ? { delivered_by: { actor: delivery.actor, undertaking: 'participation' } } : {}),
      } as Condition;
    }),
  };
});

function recordsOf(base: Base): Records {
  return {
    ...base,
    actors: [
      ...actors.map((id) => ({ id, name: id, type: 'state' as const })),
      { id: 'bloc', name: 'bloc', type: 'bloc' as const, members: ['b', 'c'] },
    ],
    events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
  };
}

/** The rules of meaning once more, from the design, as plainly as can be. */
class Plain {
  private readonly base: Base;
  private readonly standing: Base['positions'];
  constructor(base: Base) {
    this.base = base;
    this.standing = this.lastOfEachKey();
  }

  private lastOfEachKey(): Base['positions'] {
    const key = (each: Base['positions'][number]) =>
      [each.actor, each.undertaking ?? 'participation', [...(each.any_of ?? [each.condition])].sort()].join();
    return this.base.positions.filter(
      (each) => !this.base.positions.some((other) => key(other) === key(each) && other.since > each.since),
    );
  }

  decision(actor: string): string {
    const own = this.base.commitments.filter((each) => each.actor === actor);
    const act = own.sort((a, b) => (a.date < b.date ? -1 : 1)).at(-1)?.act;
    return act === 'joins' ? 'joined' : act === 'declines' ? 'refused' : 'free to decide';
  }

  private isMet(condition: string, actor: string): boolean {
    const status = (this.base.conditions.find(({ id }) => id === condition)?.status ?? []).filter(
      (each) => each.for === undefined || each.for.includes(actor),
    );
    return status.sort((a, b) => (a.since < b.since ? -1 : 1)).at(-1)?.state === 'met';
  }

  isCandidate(actor: string): boolean {
    return (
      this.base.commitments.some((each) => each.actor === actor) ||
      this.base.positions.some(
        (each) =>
          each.actor === actor &&
          (each.undertaking === undefined
            ? each.stance === 'requires' || each.stance === 'waives'
            : each.undertaking === 'participation'),
      )
    );
  }

  isVetoed(actor: string): boolean {
    const delivers = this.base.conditions.filter(({ delivered_by }) => {
      const by = (delivered_by as { actor: string } | undefined)?.actor;
      return by === actor || (by === 'bloc' && ['b', 'c'].includes(actor));
    });
    return this.standing.some(
      (each) =>
        each.stance === 'opposes' &&
        each.strength === 'red_line' &&
        delivers.some(({ id }) => id === each.condition) &&
        each.actor !== actor &&
        !(each.actor === 'bloc' && ['b', 'c'].includes(actor)),
    );
  }

  isFree(actor: string, met: ReadonlySet<string>, ignoreVetoes: boolean): boolean {
    if (!this.isCandidate(actor) || this.decision(actor) === 'refused') return false;
    if (this.decision(actor) === 'joined') return true;
    if (this.isVetoed(actor) && !ignoreVetoes) return false;
    return this.standing
      .filter(
        (each) =>
          each.actor === actor &&
          each.stance === 'requires' &&
          ['red_line', 'precondition'].includes(each.strength ?? '') &&
          (each.undertaking ?? 'participation') === 'participation',
      )
      .every((each) =>
        [each.any_of ?? [each.condition ?? '']].flat().some((id) => met.has(id) || this.isMet(id, actor)),
      );
  }

  troops(actor: string, end: 'lower' | 'upper'): number {
    let count = 0;
    for (const each of this.base.commitments
      .filter((one) => one.actor === actor)
      .sort((a, b) => (a.date < b.date ? -1 : 1))) {
      if (each.act === 'declines') {
        count = 0;
        continue;
      }
      const figure = each.contribution?.[0]?.count;
      if (figure === undefined) continue;
      if (typeof figure === 'number') count = figure;
      else if (end === 'lower') count = figure.min ?? figure.approx ?? 0;
      else count = figure.max ?? figure.approx ?? 0;
    }
    return count;
  }

  isEnough(met: ReadonlySet<string>, aim: Aim, ignoreVetoes: boolean): boolean {
    const free = actors.filter((actor) => this.isFree(actor, met, ignoreVetoes));
    if (aim.kind === 'named') return aim.actors.every((actor) => free.includes(actor));
    if (aim.kind === 'actors') return free.length >= aim.count;
    return free.reduce((sum, actor) => sum + this.troops(actor, aim.end), 0) >= aim.count;
  }

  minimalSets(aim: Aim, ignoreVetoes: boolean): string[] {
    const subsets = Array.from({ length: 32 }, (_, bits) => conditions.filter((_, at) => (bits >> at) & 1));
    const enough = new Set(
      subsets.filter((set) => this.isEnough(new Set(set), aim, ignoreVetoes)).map((set) => set.join(' ')),
    );
    return [...enough].filter((set) =>
      set.split(' ').every(
        (one) =>
          set === '' ||
          !enough.has(
            set
              .split(' ')
              .filter((each) => each !== one)
              .join(' '),
          ),
      ),
    );
  }
}

const aims: fc.Arbitrary<Aim> = fc.oneof(
  fc.record({ kind: fc.constant('actors' as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('named' as const),
    actors: fc.uniqueArray(someOf(actors), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('troops' as const),
    count: fc.integer({ min: 1, max: 1500 }),
    end: someOf(['lower', 'upper'] as const),
  }),
);

describe('unlock', () => {
  test('finds the sets that a search through all of them finds, and what-if agrees with each', () => {
    let found = 0;
    fc.assert(
      fc.property(bases, aims, fc.boolean(), (base, aim, ignoreVetoes) => {
        const stand = standOf(knowledgeOf(recordsOf(base)), null);
        const { sets } = unlock(stand, { aim, ignoreVetoes, limit: 1000 });
        const plain = new Plain(base);
        expect(sets.map((set) => [...set.conditions].sort().join(' ')).sort()).toEqual(
          plain.minimalSets(aim, ignoreVetoes).sort(),
        );
        for (const set of sets) {
          found += set.conditions.length > 0 ? 1 : 0;
          const rows = whatIf(stand, { met: new Set(set.conditions), lost: new Set(), ignoreVetoes }).rows;
          const freed = rows
            .filter((row) => row.outcome === 'freed' && row.before === 'held')
            .map(({ actor }) => actor);
          const counted = aim.kind === 'named' ? freed.filter((actor) => aim.actors.includes(actor)) : freed;
          expect(counted).toEqual(expect.arrayContaining([...set.frees]));
        }
      }),
      { numRuns: runs(400) },
    );
    // The bases are such that there is something to find.
    expect(found).toBeGreaterThan(100);
  });

  test('whom what-if calls free are those who are', () => {
    fc.assert(
      fc.property(
        bases,
        fc.uniqueArray(someOf(conditions)),
        fc.uniqueArray(someOf(conditions)),
        fc.boolean(),
        (base, given, lost, ignoreVetoes) => {
          const met = new Set(given.filter((each) => !lost.includes(each)));
          const { rows } = whatIf(standOf(knowledgeOf(recordsOf(base)), null), {
            met,
            lost: new Set(lost),
            ignoreVetoes,
          });
          const without: Base = {
            ...base,
            conditions: base.conditions.map(({ status, ...rest }) =>
              lost.includes(rest.id) ? (rest as Condition) : ({ ...rest, ...(status ? { status } : {}) } as Condition),
            ),
          };
          const plain = new Plain(without);
          expect(rows.map(({ actor }) => actor)).toEqual(actors.filter((actor) => plain.isCandidate(actor)));
          for (const row of rows)
            expect([row.actor, row.outcome === 'freed' || row.outcome === 'joined']).toEqual([
              row.actor,
              plain.isFree(row.actor, met, ignoreVetoes),
            ]);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

describe('order and limits', () => {
  const requires = (actor: string, condition: string) => ({
    actor,
    condition,
    stance: 'requires' as const,
    strength: 'red_line' as const,
    since: '2026-01-01',
    evidence: ['x'],
  });
  const records: Records = {
    actors: ['a', 'b', 'c', 'z'].map((id) => ({ id, name: id, type: 'state' as const })),
    conditions: ['p', 'q', 'r'].map((id) => ({ id, name: id, statement: id, category: 'tasks' as const })),
    events: [{ id: 'x', date: '2025-12-01', title: 'x', sources: [] }],
    positions: [
      requires('a', 'p'),
      requires('b', 'q'),
      requires('c', 'r'),
      { actor: 'z', condition: 'p', stance: 'opposes', strength: 'red_line', since: '2026-01-01', evidence: ['x'] },
    ],
  };
  const stand = standOf(knowledgeOf(records), null);

  test('of sets of one size, those that fewest oppose come first', () => {
    const { sets } = unlock(stand, { aim: { kind: 'actors', count: 1 }, limit: 10 });
    expect(sets.map(({ conditions, opposed_by }) => [...conditions, ...opposed_by])).toEqual([
      ['q'],
      ['r'],
      ['p', 'z'],
    ]);
  });

  test('a set may have to do without a condition', () => {
    const { sets } = unlock(stand, { aim: { kind: 'actors', count: 2 }, without: ['q'], limit: 10 });
    expect(sets.map(({ conditions }) => conditions)).toEqual([['p', 'r']]);
  });

  test('a silent actor is never freed', () => {
    const answer = unlock(stand, { aim: { kind: 'named', actors: ['a', 'z'] }, limit: 10 });
    expect([answer.sets, answer.silent]).toEqual([[], ['z']]);
  });

  test('sets larger than asked for are said to be left out', () => {
    const { sets, cut, completeTo } = unlock(stand, { aim: { kind: 'actors', count: 2 }, maxSize: 1, limit: 10 });
    expect([sets, cut, completeTo]).toEqual([[], 'size', 1]);
  });
});
