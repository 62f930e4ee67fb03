/**
 * The bars of speed, as ratios of whole processes in one run: `npm run bench [runs]`.
 * Start: the main question on the shipped data, index warm, to an empty Node process.
 * Scale: the same question, and a search, on 100,000 statements to 100.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { writeBase } from './base.ts';

const runs = Number(process.argv[2] ?? 15);
const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'isf-bench-'));
const env = { ...process.env, ISF_CACHE: join(folder, 'cache'), NO_COLOR: '1' };

function isf(...argv: string[]): string[] {
  return [join(root, 'bin', 'isf.js'), ...argv];
}

function milliseconds(argv: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { env, cwd: root });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${argv.join(' ')}: exit ${status}\n${stderr}`);
  return time;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Runs both in turn, so that a change in the machine's pace meets both, and prints medians and the median ratio. */
function compare(name: string, measured: readonly string[], against: readonly string[], bar: string): void {
  milliseconds(measured);
  milliseconds(against);
  const pairs = Array.from({ length: runs }, () => [milliseconds(measured), milliseconds(against)] as const);
  const [mine, other] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
  const ratio = median(pairs.map(([a, b]) => a / b));
  console.log(
    `${name.padEnd(28)} ${mine.toFixed(0).padStart(6)} ms ${other.toFixed(0).padStart(6)} ms   ${ratio.toFixed(2)}   ${bar}`,
  );
}

try {
  console.log(`${'measured, against'.padEnd(28)} ${'median'.padStart(9)} ${'median'.padStart(9)}   ratio  bar`);
  compare('start / node -e 0', isf('who-conditions', 'azerbaijan'), ['-e', '0'], 'at most 2');
  const [small, large] = [join(folder, 'small'), join(folder, 'large')];
  writeBase(small, 100);
  writeBase(large, 100_000);
  compare(
    'who-conditions 100k / 100',
    isf('who-conditions', 'actor-7', '--data', large),
    isf('who-conditions', 'actor-7', '--data', small),
    'at most 1.5',
  );
  compare(
    'search 100k / 100',
    isf('search', 'harbour word77', '--data', large),
    isf('search', 'harbour word77', '--data', small),
    'at most 1.5',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
