import { describe, expect, test } from 'vitest';
import { differenceBetween } from '../../src/query/editions.ts';
import { knowledgeOf, positions, stage } from '../knowledge.ts';

const scene = stage(['a', 'b'], ['c', 'd']);
const held = positions('a c requires precondition 2025-10-01', 'b d opposes red_line 2025-11-01');

async function difference(before: string, after: string) {
  const { drift, added } = differenceBetween(await knowledgeOf(before), await knowledgeOf(after));
  return { drift: drift.map(({ change, id, before: was, after: is }) => ({ change, id, was, is })), added };
}

async function changes(before: string, after: string) {
  return (await difference(before, after)).drift.map(({ change, id }) => `${change} ${id}`);
}

describe('two editions', () => {
  test('that say the same do not differ, however the records are ordered', async () => {
    const other = positions('b d opposes red_line 2025-11-01', 'a c requires precondition 2025-10-01');
    expect(await difference(scene + held, other + scene)).toEqual({ drift: [], added: {} });
  });

  test('a new position is a move from the one that it supersedes', async () => {
    const more = `${held}  - {actor: a, condition: c, stance: requires, strength: red_line, since: 2025-12-01, evidence: [q-a]}\n`;
    expect(await changes(scene + held, scene + more)).toEqual(['hardened a-participation-c-2025-12-01']);
  });

  test('a position written over is a correction, field by field, and not a move', async () => {
    const { drift } = await difference(scene + held, scene + held.replace('precondition', 'red_line'));
    expect(drift).toEqual([
      {
        change: 'corrected',
        id: 'a-participation-c-2025-10-01',
        was: { strength: 'precondition' },
        is: { strength: 'red_line' },
      },
    ]);
  });

  test('a date put right is a correction although the id is made of it', async () => {
    const { drift } = await difference(scene + held, scene + held.replace('2025-10-01', '2025-10-02'));
    expect(drift).toEqual([
      {
        change: 'corrected',
        id: 'a-participation-c-2025-10-02',
        was: { since: '2025-10-01' },
        is: { since: '2025-10-02' },
      },
    ]);
  });

  test('what is gone is removed, with what it said', async () => {
    const { drift } = await difference(scene + held, scene + positions('b d opposes red_line 2025-11-01'));
    expect(drift).toMatchObject([{ change: 'removed', was: { actor: 'a', stance: 'requires' }, is: null }]);
  });

  test('more evidence for a position is the same said again', async () => {
    const more = scene.replace(
      '  - {id: q-b',
      '  - {id: q-a2, source: s, actor: a, mode: reported, said: 2025-02, text: Again.}\n  - {id: q-b',
    );
    const { drift, added } = await difference(scene + held, more + held.replace('[q-a]', '[q-a2, q-a]'));
    expect(drift.map(({ change }) => change)).toEqual(['restated']);
    expect(added).toEqual({ quotes: ['q-a2'] });
  });

  test('a correction has the words that a record rests on now, and those that it has lost', async () => {
    const both = scene.replace('{id: q-b, source: s, actor: b,', '{id: q-b, source: s, actor: a,');
    const one = positions('a c requires precondition 2025-10-01');
    const [before, after] = [await knowledgeOf(both + one), await knowledgeOf(both + one.replace('[q-a]', '[q-b]'))];
    const [row] = differenceBetween(before, after).drift;
    expect(row?.evidence.map(({ id }) => id)).toEqual(['q-b']);
    expect(row?.evidence_before.map(({ id }) => id)).toEqual(['q-a']);
  });

  test('a quote that reads otherwise is a correction of the quote', async () => {
    const { drift } = await difference(scene + held, scene.replace('Words of a.', 'Other words.') + held);
    expect(drift).toEqual([
      { change: 'corrected', id: 'q-a', was: { text: 'Words of a.' }, is: { text: 'Other words.' } },
    ]);
  });

  test('an actor with a new id changes nothing else, whether or not the records follow', async () => {
    const renamed = scene.replace('{id: a, name: A,', '{id: aa, formerly: [a], name: A,');
    expect(await changes(scene + held, renamed + held)).toEqual([]);
    const following = (renamed + held).replaceAll('actor: a,', 'actor: aa,');
    expect(await changes(scene + held, following)).toEqual([]);
    expect(await changes(following, scene + held)).not.toEqual([]);
  });

  test('a status that comes is a move; one that goes is a correction of the condition', async () => {
    const status = (...each: string[]) =>
      scene.replace('category: tasks}', `category: tasks, status: [${each.join(', ')}]}`) + held;
    const open = '{state: open, since: 2025-02, evidence: [q-a]}';
    const met = '{state: met, since: 2025-03, evidence: [q-a]}';
    expect(await changes(status(open), status(open, met))).toEqual(['status c']);
    expect(await changes(status(open, met), status(open))).toEqual(['corrected c']);
    expect(await changes(scene + held, status(open))).toEqual(['status c']);
  });

  test('new records that no position brings along are told by id', async () => {
    const { drift, added } = await difference(stage(['a'], ['c']), scene);
    expect(drift).toEqual([]);
    expect(added).toEqual({ actors: ['b'], conditions: ['d'], quotes: ['q-b'] });
  });
});
