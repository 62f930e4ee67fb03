import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepsAmong } from '../../src/model/change.ts';
import { firstDay } from '../../src/model/edtf.ts';
import { madeId, type Position, positionKey } from '../../src/model/record.ts';
import { standing } from '../../src/model/standing.ts';
import { driftBetweenDays } from '../../src/query/drift.ts';
import { timeline } from '../../src/query/timeline.ts';
import { knowledgeOf, positions, stage } from '../knowledge.ts';

const arbitrary = fc.record({
  actor: fc.constantFrom('a', 'b'),
  condition: fc.constantFrom('c', 'd'),
  since: fc.constantFrom('2025', '2025-11', '2025-12-01', '2025-12~', '2026-01-01/2026-02-01', '2026-02-03'),
  stance: fc.constantFrom('requires', 'supports', 'opposes', 'waives'),
});
const histories = fc
  .uniqueArray(arbitrary, { selector: (each) => `${each.actor}${each.condition}${firstDay(each.since)}` })
  .map((fields) =>
    fields.map((each) => {
      const record = { ...each, evidence: ['q'] } as Omit<Position, 'id'>;
      return { ...record, id: madeId('positions', record) } as Position;
    }),
  );

describe('the history of each key', () => {
  test('has every position once, and its last step is what stands', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const steps = stepsAmong(all);
        expect(new Set(steps.map(({ after }) => after))).toEqual(new Set(all));
        const last = new Map(steps.map(({ after }) => [positionKey(after), after]));
        expect(new Set(last.values())).toEqual(new Set(standing(all, null)));
      }),
    );
  });

  test('what a position supersedes is what stood on the eve of it', () => {
    fc.assert(
      fc.property(histories, (all) => {
        for (const { before, after } of stepsAmong(all)) {
          const earlier = all.filter(
            (each) => positionKey(each) === positionKey(after) && firstDay(each.since) < firstDay(after.since),
          );
          expect(before).toEqual(standing(earlier, null)[0]);
        }
      }),
    );
  });
});

const moving = async () =>
  knowledgeOf(
    stage(['a', 'b'], ['c', 'd']) +
      positions(
        'a c requires request 2025-10-01',
        'a c requires red_line 2025-12-11',
        'a d requires precondition 2025-12~',
        'b c supports - 2025-11-02',
        'b c opposes red_line 2026-01-31',
      ) +
      `commitments:
  - {actor: b, act: offers, date: 2025-12-01, evidence: [q-b]}
  - {actor: b, act: declines, date: 2026-01-01, evidence: [q-b]}
`,
  );

describe('a timeline', () => {
  test('goes by earliest day and keeps dates as written', async () => {
    const moments = timeline(await moving(), {});
    expect(moments.map(({ date, change }) => `${date} ${change}`)).toEqual([
      '2025-10-01 added',
      '2025-11-02 added',
      '2025-12-01 offers',
      '2025-12~ added',
      '2025-12-11 hardened',
      '2026-01-01 declines',
      '2026-01-31 reversed',
    ]);
    expect(moments.filter(({ approximate }) => approximate).map(({ date, day }) => [date, day])).toEqual([
      ['2025-12~', '2025-12-01'],
    ]);
  });

  test('counts what may lie in a period, by either end of its date', async () => {
    const within = (since: string, until: string) => async () =>
      timeline(await moving(), { since, until }).map(({ date }) => date);
    expect(await within('2025-12-15', '2025-12-31')()).toEqual(['2025-12~']);
    expect(await within('2025-12-11', '2025-12-11')()).toEqual(['2025-12~', '2025-12-11']);
    expect(await within('2026-01-01', '2026-01-31')()).toEqual(['2026-01-01', '2026-01-31']);
  });
});

describe('drift between days', () => {
  test('what moved after the first and up to the second, and nothing of either side', async () => {
    const knowledge = await moving();
    const drift = (from: string, to: string | null) =>
      driftBetweenDays(knowledge, from, to).map(({ actor, change, before }) => [actor, change, before !== null]);
    expect(drift('2025-12-10', '2025-12-11')).toEqual([['a', 'hardened', true]]);
    expect(drift('2025-12-11', '2026-01-30')).toEqual([['b', 'commitment', true]]);
    expect(drift('2025-12-11', null)).toEqual([
      ['b', 'commitment', true],
      ['b', 'reversed', true],
    ]);
    expect(drift('2026-01-31', null)).toEqual([]);
  });

  test('two spans in a row have together what the whole has', async () => {
    const knowledge = await moving();
    const ids = (from: string, to: string | null) => driftBetweenDays(knowledge, from, to).map(({ id }) => id);
    for (const middle of ['2025-10-15', '2025-12-01', '2025-12-11', '2026-01-31'])
      expect([...ids('2025-01-01', middle), ...ids(middle, null)].sort()).toEqual(ids('2025-01-01', null).sort());
  });
});
