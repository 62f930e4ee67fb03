import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeOf } from '../../src/model/change.ts';
import { firstDay } from '../../src/model/edtf.ts';
import { decisionOf, deedsOf, isDelivered, isHolding, isVeto, latestCommitment } from '../../src/model/holding.ts';
import {
  type Commitment,
  type Condition,
  conditionsOf,
  type Event,
  madeId,
  type Position,
  positionKey,
  type Quote,
  undertakingOf,
} from '../../src/model/record.ts';
import { standing, stateFor, statusFor } from '../../src/model/standing.ts';
import { claimOf } from '../../src/model/voice.ts';

function position(fields: Partial<Position>): Position {
  const record = {
    actor: 'a',
    condition: 'c',
    stance: 'requires',
    since: '2025-12-01',
    evidence: ['q'],
    ...fields,
  } as const;
  return { id: madeId('positions', record as Position), ...record } as Position;
}

function commitment(fields: Partial<Commitment>): Commitment {
  const record = { actor: 'a', act: 'offers', date: '2025-12-01', evidence: ['q'], ...fields } as const;
  return { id: madeId('commitments', record as Commitment), ...record } as Commitment;
}

function quote(fields: Partial<Quote>): Quote {
  return { id: 'q', source: 's', mode: 'reported', text: 'words', said: '2025-12-01', actor: 'a', ...fields };
}

describe('ids and keys', () => {
  test('a made id has actor, undertaking, condition and first day', () => {
    expect(position({ since: '2025-12-06/2025-12-07' }).id).toBe('a-participation-c-2025-12-06');
    expect(position({ stance: 'opposes' }).id).toBe('a-c-2025-12-01');
    expect(commitment({ act: 'declines', undertaking: 'funding' }).id).toBe('a-funding-declines-2025-12-01');
  });

  test('demands and waivers are about taking part unless they say otherwise; other stances are about nothing', () => {
    expect(undertakingOf(position({}))).toBe('participation');
    expect(undertakingOf(position({ stance: 'waives' }))).toBe('participation');
    expect(undertakingOf(position({ stance: 'supports' }))).toBeUndefined();
    expect(undertakingOf(position({ stance: 'opposes', undertaking: 'withdrawal' }))).toBe('withdrawal');
  });

  test('an any_of set is one key, however it is ordered', () => {
    const { condition: _, ...either } = position({});
    const first = { ...either, any_of: ['y', 'x'] };
    const second = { ...either, any_of: ['x', 'y'] };
    expect(positionKey(first)).toBe(positionKey(second));
    expect(conditionsOf(first)).toEqual(['x', 'y']);
    expect(positionKey(first)).not.toBe(positionKey(position({ condition: 'x' })));
  });
});

describe('what stands', () => {
  const demand = position({ strength: 'request' });
  const hardened = position({ strength: 'red_line', since: '2026-01' });
  const waived = position({ stance: 'waives', since: '2026-02-05' });

  test('the latest record of a key, from its earliest possible day', () => {
    const all = [waived, demand, hardened];
    expect(standing(all, '2025-11-30')).toEqual([]);
    expect(standing(all, '2025-12-31')).toEqual([demand]);
    expect(standing(all, '2026-01-01')).toEqual([hardened]);
    expect(standing(all, '2026-02-05')).toEqual([waived]);
    expect(standing(all, null)).toEqual([waived]);
  });

  test('another undertaking is another key: not repeated is not dropped', () => {
    const other = position({ undertaking: 'funding', since: '2026-03-01' });
    expect(standing([demand, other], null)).toEqual([other, demand]);
  });

  test('whoever turns round or gives up need not name the undertaking', () => {
    const opposed = position({ stance: 'opposes', strength: 'red_line', since: '2026-01-05' });
    expect(standing([demand, opposed], null)).toEqual([opposed]);
    expect(standing([opposed, position({ stance: 'waives', since: '2026-02-05' })], null)).toEqual([waived]);
    const elsewhere = position({ undertaking: 'withdrawal', since: '2025-12-05' });
    expect(standing([elsewhere, opposed], null)).toEqual([elsewhere, opposed].sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test('agrees with a search through all records, in any order', () => {
    const arbitrary = fc.record({
      actor: fc.constantFrom('a', 'b'),
      condition: fc.constantFrom('c', 'd'),
      since: fc.constantFrom('2025', '2025-11', '2025-12-01', '2026-01-01/2026-02-01'),
      stance: fc.constantFrom('requires', 'waives', 'opposes', 'supports'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitrary, { selector: (each) => `${each.actor}${each.condition}${firstDay(each.since)}` }),
        fc.constantFrom('2025-01-01', '2025-11-15', '2026-01-01', null),
        (fields, asOf) => {
          const all = fields.map((each) => position(each as Partial<Position>));
          const expected = all.filter(
            (each) =>
              (asOf === null || firstDay(each.since) <= asOf) &&
              !all.some(
                (later) =>
                  positionKey(later) === positionKey(each) &&
                  firstDay(later.since) > firstDay(each.since) &&
                  (asOf === null || firstDay(later.since) <= asOf),
              ),
          );
          expect(new Set(standing([...all].reverse(), asOf))).toEqual(new Set(expected));
        },
      ),
    );
  });
});

describe('statuses', () => {
  const condition: Condition = {
    id: 'c',
    name: 'C',
    statement: 'c',
    category: 'domestic',
    status: [
      { state: 'open', since: '2025-10', evidence: ['q'] },
      { state: 'met', since: '2026-01-10', for: ['a'], evidence: ['q'] },
      { state: 'disputed', since: '2026-01-10', evidence: ['q'] },
    ],
  };

  test('the latest that holds for the actor; of one day, the one that names it', () => {
    expect(stateFor(condition, 'a', '2025-12-01')).toBe('open');
    expect(stateFor(condition, 'a', null)).toBe('met');
    expect(stateFor(condition, 'b', null)).toBe('disputed');
    expect(statusFor(condition, 'b', '2026-01-09')?.state).toBe('open');
  });

  test('nothing recorded is not open', () => {
    expect(stateFor(condition, 'a', '2025-09-30')).toBeNull();
  });
});

describe('what holds an actor back', () => {
  test('demands that are red lines or preconditions; requests, concerns and unjudged demands never', () => {
    const holds = (given: Partial<Position>) => isHolding(position(given));
    expect([holds({ strength: 'red_line' }), holds({ strength: 'precondition' })]).toEqual([true, true]);
    expect([holds({ strength: 'request' }), holds({ strength: 'concern' }), holds({})]).toEqual([false, false, false]);
    expect([
      holds({ strength: 'red_line', stance: 'supports' }),
      holds({ strength: 'red_line', stance: 'opposes' }),
    ]).toEqual([false, false]);
  });
});

describe('decisions', () => {
  test('the latest commitment on the undertaking decides', () => {
    const all = [
      commitment({}),
      commitment({ act: 'declines', date: '2026-01-05' }),
      commitment({ act: 'pledges', date: '2026-02', undertaking: 'police-training' }),
    ];
    expect(decisionOf(latestCommitment(all, 'participation', '2025-12-31'))).toBe('undecided');
    expect(decisionOf(latestCommitment(all, 'participation', null))).toBe('refused');
    expect(decisionOf(latestCommitment(all, 'police-training', null))).toBe('undecided');
    expect(decisionOf(latestCommitment(all, 'funding', null))).toBe('none');
  });

  test.each([
    ['joins', 'joined'],
    ['deploys', 'joined'],
    ['suspends', 'refused'],
    ['withdraws', 'refused'],
    ['undecided', 'undecided'],
  ] as const)('%s leaves it %s', (act, decision) => {
    expect(decisionOf(commitment({ act }))).toBe(decision);
  });

  test('only a red line against a condition is a veto', () => {
    expect(isVeto(position({ stance: 'opposes', strength: 'red_line' }))).toBe(true);
    expect(isVeto(position({ stance: 'opposes', strength: 'precondition' }))).toBe(false);
    expect(isVeto(position({ stance: 'requires', strength: 'red_line' }))).toBe(false);
  });
});

describe('delivery', () => {
  const deeds = (...done: string[]) => ({
    did: ({ actor, undertaking }: { actor: string; undertaking: string }) => done.includes(`${actor} ${undertaking}`),
    members: (actor: string) => (actor === 'bloc' ? ['m', 'n'] : []),
    own: (actor: string) => done.includes(`${actor} itself`),
  });
  const by = (actor: string) => ({ actor, undertaking: 'u' });

  test('any of, all of, and self', () => {
    const either = { any_of: [by('x'), { all_of: [by('y'), by('z')] }] };
    expect(isDelivered(either, 'a', deeds('x u'))).toBe(true);
    expect(isDelivered(either, 'a', deeds('y u'))).toBe(false);
    expect(isDelivered(either, 'a', deeds('y u', 'z u'))).toBe(true);
    expect(isDelivered('self', 'a', deeds('a itself'))).toBe(true);
    expect(isDelivered('self', 'b', deeds('a itself'))).toBe(false);
    expect(deedsOf(either).map(({ actor }) => actor)).toEqual(['x', 'y', 'z']);
  });

  test('a bloc delivers when all its members do', () => {
    expect(isDelivered(by('bloc'), 'a', deeds('m u'))).toBe(false);
    expect(isDelivered(by('bloc'), 'a', deeds('bloc u'))).toBe(false);
    expect(isDelivered(by('bloc'), 'a', deeds('m u', 'n u'))).toBe(true);
  });
});

describe('claims', () => {
  const event: Event = { id: 'e', date: '2025-12-01', title: 't', sources: ['s'] };

  test('a record that only others speak for is their claim', () => {
    expect(claimOf([quote({ attribution: 'outlet', source: 's1' }), quote({ claimed_by: 'us' })])).toEqual({
      actors: ['us'],
      outlets: ['s1'],
    });
  });

  test('its own words, an event, or nothing at all make it none', () => {
    expect(claimOf([quote({ claimed_by: 'us' }), quote({})])).toBeNull();
    expect(claimOf([quote({ claimed_by: 'us' }), event])).toBeNull();
    expect(claimOf([])).toBeNull();
  });
});

describe('changes', () => {
  test.each([
    [undefined, { strength: 'request' }, 'added'],
    [{ strength: 'request' }, { strength: 'red_line' }, 'hardened'],
    [{ strength: 'red_line' }, { strength: 'precondition' }, 'softened'],
    [{ strength: 'concern' }, { strength: 'concern' }, 'restated'],
    [{ stance: 'supports' }, { strength: 'concern' }, 'hardened'],
    [{ strength: 'concern' }, { stance: 'supports', strength: 'red_line' }, 'softened'],
    [{ stance: 'supports' }, { stance: 'opposes' }, 'reversed'],
    [{ stance: 'opposes' }, { strength: 'request' }, 'reversed'],
    [{ strength: 'red_line' }, { stance: 'waives' }, 'waived'],
    [{ stance: 'waives' }, { strength: 'request' }, 'added'],
  ] as const)('%j then %j: %s', (before, after, change) => {
    expect(changeOf(before && position(before), position(after))).toBe(change);
  });
});
