import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { conflicts } from '../../src/query/conflicts.ts';
import { standOf } from '../../src/query/stand.ts';
import { root, runIsf } from '../io.ts';
import { knowledgeOf, type Records } from '../records.ts';

const narrows = join(root, 'test', 'fixtures', 'narrows');
const cache = inject('cache');

async function rowsOf(...argv: readonly string[]) {
  const { stdout } = await runIsf(['conflicts', ...argv, '-f', 'json', '--data', narrows], { cache });
  return JSON.parse(stdout).results;
}

describe('conflicts', () => {
  test('every kind is found, by how many it holds back', async () => {
    const rows = await rowsOf();
    expect(
      rows.map((row: { condition: unknown; kinds: unknown; holds_back: unknown }) => [
        row.condition,
        row.kinds,
        row.holds_back,
      ]),
    ).toEqual([
      ['escort-only', ['clause'], ['norland', 'ostmark']],
      ['velian-troops', ['veto', 'both_sides'], ['velia']],
      ['river-state', ['opposed', 'clause'], []],
      ['kestrian-withdrawal', ['quotes'], []],
    ]);
  });

  test('a demand stands beside the clause that rules it out, both with their words', async () => {
    const [row] = await rowsOf('escort-only');
    expect(row.required_by).toEqual(['norland', 'ostmark', 'quay-union']);
    expect(row.clauses).toMatchObject([{ id: 'mandate-boarding', effect: 'contradicts', paragraph: 'OP4' }]);
    expect(row.evidence[0]).toMatchObject({ id: 'nor-escort', record: 'norland-participation-escort-only-2026-04-01' });
    const { stdout } = await runIsf(['conflicts', 'escort-only', '--data', narrows], { columns: 200, cache });
    const line = stdout.split('\n').find((each) => each.includes('Norland can escort ships.'));
    expect(line).toContain('OP4 of River Mandate 7 (2026), until 2030-12-31 (contradicts it)');
  });

  test('an actor is party to what it asks for, opposes, says or is vetoed for', async () => {
    const namesOf = async (actor: string) =>
      (await rowsOf(actor)).map(({ condition }: { condition: string }) => condition);
    expect(await namesOf('velia')).toEqual(['escort-only', 'velian-troops']);
    expect(await namesOf('kestria')).toEqual(['velian-troops', 'river-state']);
    expect(await namesOf('reed-front')).toEqual(['river-state', 'kestrian-withdrawal']);
    expect(await namesOf('zubria')).toEqual(['river-state']);
  });

  test('nothing counts before its day', async () => {
    const early = await rowsOf('--as-of', '2026-03-04');
    expect(early.map(({ condition, kinds }: { condition: string; kinds: string[] }) => [condition, kinds])).toEqual([
      ['velian-troops', ['veto']],
    ]);
  });

  test('nobody is in conflict with itself alone, and its own red line is no veto', () => {
    const say = { since: '2026-01-01', evidence: ['x'], strength: 'red_line' } as const;
    const records: Records = {
      actors: [{ id: 'a', name: 'A', type: 'state' }],
      conditions: [
        {
          id: 'p',
          name: 'P',
          statement: 'p',
          category: 'tasks',
          delivered_by: { actor: 'a', undertaking: 'participation' },
        },
      ],
      events: [{ id: 'x', date: '2026-01-01', title: 'x', sources: [] }],
      positions: [
        { actor: 'a', condition: 'p', stance: 'requires', ...say, evidence: ['x'] },
        { actor: 'a', condition: 'p', stance: 'opposes', undertaking: 'withdrawal', ...say, evidence: ['x'] },
      ],
    };
    expect(conflicts(standOf(knowledgeOf(records), null), {}).map(({ kinds }) => kinds)).toEqual([['both_sides']]);
  });
});
