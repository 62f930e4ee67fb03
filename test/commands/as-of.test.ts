import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { firstDay } from '../../src/model/edtf.ts';
import { root, runIsf } from '../io.ts';

const world = { cache: inject('cache') };
const data = join(root, 'data');
const day = '2025-12-10';

/** The ids of the quotes and events of the shipped data that are later than `day`, whatever their dates may mean. */
async function laterIds(): Promise<Set<string>> {
  const rows = await Promise.all(
    ['quotes', 'events'].map(async (kind) => {
      const { stdout } = await runIsf(['list', kind, '-f', 'json', '--data', data], world);
      return JSON.parse(stdout).results as { id: string; record: { said?: string; date?: string } }[];
    }),
  );
  return new Set(
    rows.flat().flatMap(({ id, record }) => (firstDay(record.said ?? record.date ?? '0000') > day ? [id] : [])),
  );
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

test.each([
  'brief egypt',
  'brief hamas',
  'compare egypt indonesia azerbaijan',
  'conflicts',
  'deadlocks',
  'matrix',
  'stale',
  'unlock --actors 5',
  'what-if hamas-disarmed',
  'what-if --not hamas-disarmed',
  'who-conditions egypt',
  'who-conditions hamas-disarmed',
])('%s, as of a day, names no quote or event that came later', async (question) => {
  const later = await laterIds();
  expect(later.size).toBeGreaterThan(100);
  const { stdout, code } = await runIsf([...question.split(' '), '--as-of', day, '-f', 'json', '--data', data], world);
  expect(code).toBe(0);
  expect(strings(JSON.parse(stdout)).filter((each) => later.has(each))).toEqual([]);
});
