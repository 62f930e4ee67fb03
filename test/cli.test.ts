import { expect, test } from 'vitest';
import { runIsf } from './io.ts';

test.each([
  [['show', 'x'.repeat(100_000)]],
  [['list', 'y'.repeat(100_000)]],
  [['timeline', '--since', 'z'.repeat(100_000)]],
])('an error repeats no more of a long argument than it takes to know it by', async (argv) => {
  const { code, stderr } = await runIsf(argv, { cwd: 'test/fixtures/harbour' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/[xyz]…? ?.*\(\d+ characters in all\)/);
  expect(stderr.length).toBeLessThan(1500);
});
