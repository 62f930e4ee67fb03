/**
 * How long `isf unlock` takes on 200 actors and 100 conditions with expressions: the whole process, index warm, as medians and as
 * multiples of `node -e 0`. Run by hand, after npm run build: node test/bench/unlock.js
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const actors = 200;
const conditions = 100;
const rounds = 5;
const program = join(import.meta.dirname, '..', '..', 'bin', 'isf.js');

/** A linear congruential generator (Numerical Recipes), so that every run asks the same questions. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Up to six terms an actor; three in ten leave a choice of two or three. Few conditions are asked for by many where `skew` is more than 1. */
function write(folder, skew) {
  const random = generator(42);
  const condition = () => `c${Math.floor(random() ** skew * conditions)}`;
  const lines = ['sources:', '  - {id: s, title: S, publisher: P, published: 2026}', 'quotes:'];
  for (let a = 0; a < actors; a++)
    lines.push(
      `  - {id: q${a}, source: s, mode: reported, attribution: named, actor: a${a}, said: 2026-01-01, text: Words.}`,
    );
  lines.push('actors:');
  for (let a = 0; a < actors; a++) lines.push(`  - {id: a${a}, name: Actor ${a}, type: state}`);
  lines.push('conditions:');
  for (let c = 0; c < conditions; c++)
    lines.push(`  - {id: c${c}, name: Condition ${c}, statement: It is so., category: tasks}`);
  lines.push('positions:');
  for (let a = 0; a < actors; a++) {
    const terms = new Map();
    const count = 1 + Math.floor(random() * 6);
    for (let t = 0; t < count; t++) {
      const choice = [...new Set(Array.from({ length: random() < 0.3 ? 2 + Math.floor(random() * 2) : 1 }, condition))];
      terms.set([...choice].sort().join(), choice);
    }
    for (const choice of terms.values()) {
      const what = choice.length === 1 ? `condition: ${choice[0]}` : `any_of: [${choice.join(', ')}]`;
      lines.push(
        `  - {actor: a${a}, ${what}, stance: requires, strength: red_line, since: 2026-01-01, evidence: [q${a}]}`,
      );
    }
  }
  lines.push('commitments:');
  for (let a = 0; a < actors; a++)
    lines.push(
      `  - {actor: a${a}, act: offers, date: 2026-01-01, evidence: [q${a}], contribution: [{type: troops, count: {min: ${100 + Math.floor(random() * 900)}, max: 2000}}]}`,
    );
  mkdirSync(folder);
  writeFileSync(join(folder, 'isf.yaml'), 'name: bench\ntitle: Bench\nversion: 1\n');
  writeFileSync(join(folder, 'all.yaml'), `${lines.join('\n')}\n`);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function timed(argv, env = {}) {
  const times = [];
  let stdout = '';
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    stdout = execFileSync(process.execPath, argv, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    times.push(performance.now() - start);
  }
  return { time: median(times), stdout };
}

const folder = mkdtempSync(join(tmpdir(), 'isf-bench-'));
const bare = timed(['-e', '0']).time;
const report = [`node -e 0: ${Math.round(bare)} ms`];
try {
  for (const skew of [1, 2]) {
    const data = join(folder, `skew-${skew}`);
    write(data, skew);
    const named = Array.from({ length: 5 }, (_, index) => `a${index}`).join();
    for (const question of [
      ['--actors', '5'],
      ['--actors', '20'],
      ['--actors', '50'],
      ['--actors', '20', '--max-size', '5'],
      ['--troops', '5000'],
      ['--troops', '50000'],
      ['--for', named],
    ]) {
      const { time, stdout } = timed([program, 'unlock', ...question, '--data', data, '-f', 'json'], {
        ISF_CACHE: join(folder, 'cache'),
      });
      const { results, cut_off, complete_to } = JSON.parse(stdout);
      const cut = cut_off === null ? 'all' : `${cut_off}, complete to ${complete_to}`;
      report.push(
        `skew ${skew} ${question.join(' ').padEnd(26)} ${String(Math.round(time)).padStart(5)} ms ${(time / bare).toFixed(1).padStart(5)} x  ${results.length} sets (${cut})`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(`${report.join('\n')}\n`);
