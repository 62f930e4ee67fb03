import { expect, inject, test } from 'vitest';
import { root, runIsf } from '../io.ts';

const world = { cwd: `${root}/test/fixtures/harbour`, cache: inject('cache') };

test.each([
  ['matrix', 'Actors and conditions'],
  [
    'matrix --by category --actor arcadia --as-of 2026',
    'Actors and categories of conditions · Arcadia · as of 2026-12-31',
  ],
  ['conflicts', 'Conflicts'],
  ['conflicts no-boarding', 'Conflicts · No boarding of ships'],
  ['conflicts arcadia --undertaking withdrawal', 'Conflicts · Arcadia · withdrawal'],
  ['deadlocks --as-of 2025-12', 'Deadlocks · as of 2025-12-31'],
  ['stale', 'What is stale'],
  ['stale --actor arcadia --kind pair --max-age 90d', 'What is stale · Arcadia · pair · after 90 days'],
  ['list quotes --source gazette --since 2025-12', 'Quotes · Harbour Gazette, 2025-12-08 · from 2025-12-01'],
  ['list positions --where stance=opposes', 'Positions · stance opposes'],
  ['search ships --kind events', 'Search for ships · events'],
  ['check', 'Check of the data'],
  ['check --rules', 'Rules of the check'],
  ['cite gazette', 'Citations · gazette'],
  ['verify gazette', 'Verification of quotes · Harbour Gazette, 2025-12-08'],
  ['timeline arcadia', 'Arcadia'],
  ['show arcadia', 'Arcadia · actor'],
])('the page of isf %s is called "%s"', async (line, title) => {
  const { stdout } = await runIsf([...line.split(' '), '-f', 'html'], world);
  expect(stdout.match(/<title>(.*?)<\/title>/)?.[1]).toBe(title);
  expect(stdout.match(/<h1>/g)).toHaveLength(1);
});
