import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { rules } from '../../src/check/index.ts';
import { readingRules } from '../../src/source/rules.ts';
import { root, runIsf } from '../io.ts';
import { type Damaged, damaged } from './damaged.ts';

/**
 * For each rule a folder with a small knowledge base that breaks it, and in expected.txt all that `isf check` says about it.
 * Files that git or an editor would mend are written by damaged.ts instead.
 */
const fixtures = join(root, 'test', 'fixtures', 'check');

/** `UPDATE_FIXTURES=1` writes what comes out now: read each message as an author who made the mistake, before you keep it. */
const update = process.env.UPDATE_FIXTURES === '1';

const all = [...readingRules, ...rules];

test('every rule has a fixture, and every fixture is of a rule', () => {
  expect(readdirSync(fixtures).sort()).toEqual(all.map(({ id }) => id).sort());
});

describe.each(all)('$id', ({ id, severity }) => {
  const folder = join(fixtures, id);
  const expected = join(folder, 'expected.txt');
  /** Only what lies there for good is worth an index that is kept. */
  const world = (): Damaged & { cache?: string } => damaged[id]?.() ?? { cwd: folder, cache: inject('cache') };

  test('is told as an author needs it', async () => {
    const { shown = (output: string) => output, ...its } = world();
    const { code, stdout, stderr } = await runIsf(['check', '--data', '.'], its);
    if (update) writeFileSync(expected, shown(stdout));
    expect(shown(stdout)).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '');
    expect(stdout).toContain(`[${id}]`);
    expect({ code, stderr }).toEqual({ code: severity === 'error' ? 1 : 0, stderr: '' });
  });

  test.skipIf(id === 'more-problems')('has a fixture about nothing else', async () => {
    const { stdout } = await runIsf(['check', '-f', 'json', '--data', '.'], world());
    const told = JSON.parse(stdout).results.map(
      (row: { rule: string; severity: string }) => `${row.severity} ${row.rule}`,
    );
    expect([...new Set(told)]).toEqual([`${severity} ${id}`]);
  });
});
