/**
 * What `isf unlock` and `isf deadlocks` take on 200 actors and 100 conditions with expressions: the whole process, index warm, in CPU
 * seconds of its own (user and system, as the child counts them), and as a multiple of `node -e 0` in the same run, which tells a slow
 * machine from a slow program. The bar of unlock is 2 s. Run by hand, within about a minute: npm run build && node test/bench/unlock.js [rounds]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const actors = 200;
const conditions = 100;
const rounds = Number(process.argv[2] ?? 1);
const bar = 2;
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
  for (let c = 0; c < conditions; c++) {
    const leaf = () => `{actor: a${Math.floor(random() * actors)}, undertaking: participation}`;
    const kind = random();
    const by = kind < 0.6 ? leaf() : `{${kind < 0.8 ? 'any_of' : 'all_of'}: [${leaf()}, ${leaf()}]}`;
    lines.push(`  - {id: c${c}, name: Condition ${c}, statement: It is so., category: tasks, delivered_by: ${by}}`);
  }
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

/** Prints, last on standard error, the CPU seconds that a process has taken in all. */
const counter = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(2, '\\ncpu ' + (user + system) / 1e6);
});`;

function timed(argv, env = {}) {
  const times = [];
  let stdout = '';
  for (let round = 0; round < rounds; round++) {
    const ran = spawnSync(process.execPath, ['--require', join(folder, 'counter.cjs'), ...argv], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, ...env },
    });
    if (ran.status !== 0) throw new Error(`${argv.join(' ')}: exit ${ran.status}\n${ran.stderr}`);
    times.push(Number(/cpu (\S+)$/.exec(ran.stderr)?.[1]));
    stdout = ran.stdout;
  }
  return { time: median(times), stdout };
}

const folder = mkdtempSync(join(tmpdir(), 'isf-bench-'));
writeFileSync(join(folder, 'counter.cjs'), counter);

function say(name, time, base, what) {
  const figures = `${time.toFixed(2).padStart(6)} s ${(time / base).toFixed(1).padStart(6)} x`;
  process.stdout.write(`${name.padEnd(44)} ${figures}  ${what}\n`);
}

const questions = [
  ['unlock', '--actors', '5'],
  ['unlock', '--actors', '20'],
  ['unlock', '--actors', '50'],
  ['unlock', '--actors', '20', '--max-size', '5'],
  ['unlock', '--troops', '5000'],
  ['unlock', '--troops', '50000'],
  ['unlock', '--for', 'a0,a1,a2,a3,a4'],
  ['deadlocks'],
];

try {
  const bare = median([1, 2, 3].map(() => timed(['-e', '0']).time));
  say('node -e 0', bare, bare, '');
  for (const skew of [1, 2]) {
    const data = join(folder, `skew-${skew}`);
    write(data, skew);
    const env = { ISF_CACHE: join(folder, 'cache') };
    const ask = (question) => timed([program, ...question, '--data', data, '-f', 'json'], env);
    ask(['show', 'a0']);
    for (const question of questions) {
      const { time, stdout } = ask(question);
      const { results, complete_to } = JSON.parse(stdout);
      const isOver = question[0] === 'unlock' && time > bar;
      const what = `${results.length} rows, complete to ${complete_to}${isOver ? `, OVER ${bar} s` : ''}`;
      say(`skew ${skew} ${question.join(' ')}`, time, bare, what);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
