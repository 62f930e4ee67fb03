import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root, runIsf } from './io.ts';

const data = join(root, 'data');
const world = { cache: inject('cache') };

test('the shipped knowledge base has no problem', async () => {
  expect(await runIsf(['check', '--strict', '--data', data], world)).toEqual({
    code: 0,
    stdout: 'No problems.\n',
    stderr: '',
  });
});

test('the two questions that people come with are answered from it', async () => {
  const conditions = await runIsf(['who-conditions', 'azerbaijan', '-f', 'json', '--data', data], world);
  const { results } = JSON.parse(conditions.stdout);
  const peacekeeping = results.find((row: { condition: unknown }) => row.condition === 'peacekeeping-not-enforcement');
  expect(peacekeeping).toMatchObject({ stance: 'requires', strength: 'red_line', holds_back: true });
  expect(peacekeeping.evidence[0].text).toBe(
    'Azerbaijan cannot engage in a peace enforcement operation. It should be a peace-keeping',
  );
  const search = await runIsf(['search', 'peace enforcement', '-f', 'json', '--data', data], world);
  const hits = JSON.parse(search.stdout).results;
  expect(hits[0]).toMatchObject({ kind: 'conditions', id: 'peacekeeping-not-enforcement', match: 'phrase' });
  expect(hits.map((hit: { id: string }) => hit.id)).toContain('toi-aze-peacekeeping');
});

test.each([
  ['peace enforcment', 'toi-aze-peacekeeping'],
  ['two state time line', 'two-state-timeline'],
  ['azerbijan', 'azerbaijan'],
  ['peace-keeping', 'peacekeeping-not-enforcement'],
  ['peacekeeping', 'toi-aze-peacekeeping'],
  ['20,000', 'toi-indonesia-troops'],
])('a search for %s finds %s among the first ten', async (query, id) => {
  const { stdout, code } = await runIsf(['search', query, '-f', 'json', '--limit', '10', '--data', data], world);
  expect(JSON.parse(stdout).results.map((hit: { id: string }) => hit.id)).toContain(id);
  expect(code).toBe(0);
});

test.each([
  ['Azerbajian', 'azerbaijan'],
  ['peace enforcment', 'peacekeeping-not-enforcement'],
  ['Untied States', 'united-states'],
  ['no combta', 'no-combat-role'],
])('of all that a search for %s finds, %s comes first', async (query, id) => {
  const { stdout } = await runIsf(['search', query, '-f', 'json', '--limit', '1', '--data', data], world);
  expect(JSON.parse(stdout).results[0].id).toBe(id);
});

test.each(['azerbaijan', 'Azerbaijan', 'AZE', 'baku', 'AZERBAIJAN'])('%s is Azerbaijan', async (name) => {
  const { stdout } = await runIsf(['who-conditions', name, '-f', 'json', '--data', data], world);
  expect(JSON.parse(stdout).query.id).toBe('azerbaijan');
});
