import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { commandFiles } from '../src/commands/index.ts';
import { exitCodes } from '../src/model/failure.ts';
import { schemas } from '../src/model/schema.ts';
import * as vocabulary from '../src/model/vocabulary.ts';
import { formats } from '../src/render/index.ts';
import { temporaryFolder } from './folder.ts';
import { root, runIsf } from './io.ts';
import { readTranscript, replay } from './transcript.ts';

/** What README.md says is what the program does. `npx isf report README.md` writes its blocks anew, `UPDATE_TRANSCRIPTS=1` its other sessions: read the difference. */
const file = join(root, 'README.md');
const readme = readFileSync(file, 'utf8');
const prose = readme.replaceAll(/^```.*?^```$/gms, '');
const update = process.env.UPDATE_TRANSCRIPTS === '1';

const folder = temporaryFolder(afterAll);

const cache = inject('cache');

/** A repository with the shipped data, and drafts beside it. */
const checkout = join(folder, 'checkout');
beforeAll(() => {
  cpSync(join(root, 'data'), join(checkout, 'data'), { recursive: true });
  cpSync(join(root, 'test', 'fixtures', 'harbour'), join(checkout, 'drafts'), { recursive: true });
  mkdirSync(join(checkout, 'snapshots'));
  writeFileSync(join(checkout, 'brief.md'), '<!-- isf: list actors -->\n<!-- /isf -->\n');
  writeFileSync(join(checkout, 'notes.md'), 'No marker.\n');
  repository(checkout);
});

function fenced(language: string, text = readme): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, body = '']) => body);
}

/** The part of README under a heading, without its own parts and without fenced blocks. */
function section(heading: string): string {
  const [, after] = prose.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (after === undefined) throw new Error(`README has no part "${heading}"`);
  return after.split(/^#+ /m)[0] ?? '';
}

/** The cells of the table row that starts with `first`. */
function cells(part: string, first: string): string[] {
  const line = section(part)
    .split('\n')
    .find((each) => each.startsWith(`| ${first} |`));
  return (line ?? '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Makes a folder a git repository with a few commits, the last of which is that of origin/main too. */
function repository(cwd: string): void {
  const nobody = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...argv: string[]) => execFileSync('git', [...nobody, ...argv], { cwd, stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Start');
  for (let more = 0; more < 5; more++) git('commit', '-q', '--allow-empty', '-m', 'Go on');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
}

/** What stands between backticks. */
function coded(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

const program = new Command();
for (const { register } of await commandFiles(undefined)) register(program, async () => {});

/** The commands that a help screen shows: one that only the shell calls is no reader's. */
const shown = program
  .createHelp()
  .visibleCommands(program)
  .filter((command) => command.name() !== 'help');

/** Those that no block can hold, which the workflow checks: they end with an error, or are of a command that no document may ask. */
describe('the other sessions', () => {
  const exchanges = fenced('console', readme.replaceAll(/^<!-- isf: .*?^<!-- \/isf -->$/gms, '')).flatMap(
    readTranscript,
  );
  const answers = new Map<string, string>();

  test('there are some', () => expect(exchanges.length).toBeGreaterThan(1));

  test.each(exchanges)('$command', async ({ command, answer }) => {
    const now = await replay(command, { cwd: root, cache });
    answers.set(command, now);
    if (!update) expect(answer).toBe(now);
  });

  test.runIf(update)('are written anew', () => {
    const block = (body: string) =>
      readTranscript(body)
        .map(({ command }) => `$ ${command}\n${answers.get(command) ?? ''}`.trimEnd())
        .join('\n\n');
    const isReplayed = (body: string) => readTranscript(body).every(({ command }) => answers.has(command));
    writeFileSync(
      file,
      readme.replaceAll(/^(```console\n)(.*?)^```$/gms, (kept, open: string, body: string) =>
        isReplayed(body) ? `${open}${block(body)}\n\`\`\`` : kept,
      ),
    );
  });
});

describe('the commands', () => {
  test.each(shown.map((command) => [command.name(), command] as const))('%s', (name, command) => {
    const row = section('The commands')
      .split('\n')
      .find((line) => line.startsWith(`| \`isf ${name}`));
    expect(row).toContain(`| ${command.summary()} |`);
    for (const { long } of command.options) expect(section('The commands')).toContain(`\`${long}`);
  });

  test('every format is named', () => {
    expect(coded(cells('The commands', '`-f`, `--format`')[1] ?? '')).toEqual(formats);
  });

  test('no command is named that is not there', () => {
    const known = program.commands.map((command) => command.name());
    const named = coded(prose).flatMap((code) => /^(?:npx )?isf ([a-z-]+)/.exec(code)?.[1] ?? []);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the examples of the help screens', () => {
  test.each(shown.map((command) => command.name()))('%s', async (name) => {
    const { stdout } = await runIsf([name, '--help']);
    const examples = (stdout.split('Examples:\n')[1] ?? '').split('\n').filter((line) => /^ {2}(?!#)\S/.test(line));
    // What a shell does around isf is not isf's.
    const lines = examples.flatMap((line) => /\bisf [^|>)]+/.exec(line)?.[0].trim() ?? []);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const answer = await replay(line, { cwd: checkout, cache });
      const code = Number(/^\[(\d+)\]$/m.exec(answer)?.[1] ?? 0);
      expect(name === 'search' ? [0, 1] : [0], line).toContain(code);
    }
  });
});

describe('the data', () => {
  /** The YAML excerpts as files: each opens with a comment that names it. */
  const excerpts = fenced('yaml').map((text) => ({ name: /^# (\S+)$/m.exec(text)?.[1] ?? '', text }));
  const cwd = join(folder, 'excerpts');
  for (const { name, text } of excerpts) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }

  test('the excerpts are a knowledge base without a problem, save that nothing proves their quotes', async () => {
    expect(excerpts.map(({ name }) => name)).toEqual([
      'isf.yaml',
      'azerbaijan.yaml',
      '.github/workflows/positions.yaml',
    ]);
    const { results } = JSON.parse((await runIsf(['check', '-f', 'json'], { cwd })).stdout);
    expect(results.map(({ rule }: { rule: string }) => rule)).toEqual(['unverified-quote', 'unverified-quote']);
    expect(await replay('isf who-conditions azerbaijan', { cwd })).toContain('2 stated conditions');
  });

  test('the report is as it says: one block filled, one still to be', async () => {
    writeFileSync(join(folder, 'brief.md'), fenced('md')[0] ?? '');
    const { code, stdout } = await runIsf(['report', '--check', join(folder, 'brief.md'), '-f', 'json'], { cache });
    const [{ blocks }] = JSON.parse(stdout).results;
    expect(blocks.map(({ state }: { state: string }) => state)).toEqual(['current', 'outdated']);
    expect(code).toBe(1);
  });

  test.each(vocabulary.kinds)('every field of %s is named', (kind) => {
    const [, , fields = ''] = cells('The data', kind);
    const everywhere = ['id', 'formerly', 'note'];
    expect(coded(fields)).toEqual(
      expect.arrayContaining(Object.keys(schemas[kind].shape).filter((field) => !everywhere.includes(field))),
    );
    const bold = [...fields.matchAll(/\*\*`(\w+)`\*\*/g)].map(([, field]) => field);
    const needed = Object.entries(schemas[kind].shape).filter(([, schema]) => !schema.safeParse(undefined).success);
    expect(bold).toEqual(needed.map(([field]) => field).filter((field) => !everywhere.includes(field)));
  });

  test.each([
    ['`type` of an actor', vocabulary.actorTypes],
    ['`mode`', vocabulary.modes],
    ['`attribution`', vocabulary.attributions],
    ['`stance`', vocabulary.stances],
    ['`strength`', vocabulary.strengths],
    ['`act`', vocabulary.acts],
    ['`state` of a status', vocabulary.states],
    ['`category`', vocabulary.categories],
    ['`type` of a contribution', vocabulary.contributionTypes],
    ['`modality`', vocabulary.modalities],
    ['`effect` of a clause', vocabulary.effects],
    ['`confidence`', vocabulary.confidences],
  ])('the values of %s', (field, values) => {
    expect(coded(cells('The data', field)[1] ?? '')).toEqual(values);
  });
});

/** The commands of the workflow, `isf report --check README.md` among them, job by job in order, as a runner runs them: each step in bash, in a fresh clone with its history. */
describe('the workflow', () => {
  const workflow = parse(fenced('yaml').find((text) => text.startsWith('# .github/')) ?? '');
  const [upstream, clone, bin] = ['upstream', 'clone', 'bin'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const summary = join(folder, 'summary.md');
  // One is as good as all.
  const [followed = ''] = String(workflow.env.FOLLOWED).split(' ');

  beforeAll(() => {
    for (const name of ['data', 'README.md', 'package.json'])
      cpSync(join(root, name), join(upstream, name), { recursive: true });
    repository(upstream);
    execFileSync('git', ['clone', '-q', `file://${upstream}`, clone], { stdio: 'pipe' });
    // What `npm ci` installs and `npx` finds is the program as it is built for the tests.
    mkdirSync(bin);
    writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${inject('program')}" "$@"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\ntest "$*" = ci\n', { mode: 0o755 });
  });

  /** A step's exit code and output; the summary page is begun anew. */
  const take = ({ run = '' }: { run?: string }) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', run], {
      cwd: clone,
      env: {
        ...process.env,
        FOLLOWED: followed,
        PATH: `${bin}:${process.env.PATH}`,
        ISF_CACHE: join(folder, 'runner-cache'),
        GITHUB_STEP_SUMMARY: summary,
      },
      encoding: 'utf8',
    });

  test.each(Object.keys(workflow.jobs))('%s', (job) => {
    writeFileSync(summary, '');
    const taken = workflow.jobs[job].steps.map(take);
    for (const { status, stdout, stderr } of taken) expect(status, stdout + stderr).toBe(0);
    const text = readFileSync(summary, 'utf8');
    if (job === 'check') expect(text).toContain('Nothing moved.');
    else {
      expect(readFileSync(join(clone, 'briefs', `${followed}.html`), 'utf8')).toContain('</html>');
      expect(text).toContain(`[^${followed}-`);
    }
  });

  test('says on its line what is wrong, and fails', () => {
    const file = join(clone, 'data', 'events.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('date:', 'dat:'));
    const { status, stdout } = take(
      workflow.jobs.check.steps.find(({ name }: { name?: string }) => name === 'Check the data'),
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=data\/events\.yaml,line=\d+,/m);
  });
});

describe('the JSON contract', () => {
  const harbour = join(root, 'test', 'fixtures', 'harbour');
  const broken = join(folder, 'broken');
  cpSync(harbour, broken, { recursive: true });
  writeFileSync(
    join(broken, 'more.yaml'),
    `positions:
  - {actor: cimmeria, condition: home-consent, stance: requires, strength: request, since: 2025-11-17, evidence: [ev-vote]}
  - {actor: cimmeria, condition: nowhere, stance: requires, since: 2025-11-17, evidence: [ev-vote]}
`,
  );
  beforeAll(() => {
    repository(broken);
    writeFileSync(join(broken, 'report.md'), '<!-- isf: list actors -->\n<!-- /isf -->\n');
    writeFileSync(join(broken, 'new.yaml'), 'actors:\n  - {id: nowhere, name: Nowhere, type: state}\n');
  });
  const ask = async (line: string) =>
    JSON.parse((await runIsf([...line.split(' '), '-f', 'json'], { cwd: broken, cache })).stdout);
  const envelope = ['command', 'query', 'as_of', 'results', 'notes'];

  test('the envelope', async () => {
    expect(Object.keys(JSON.parse(fenced('json')[0] ?? ''))).toEqual(envelope);
    expect(Object.keys(await ask('list actors'))).toEqual(envelope);
  });

  test.each([
    ['`who-conditions`', ['who-conditions arcadia', 'who-conditions no-boarding', 'who-conditions ada-quill']],
    ['`search`', ['search boarding']],
    ['`show`', ['show arcadia-participation-no-boarding-2025-12-06']],
    ['`list`', ['list positions']],
    ['`matrix`', ['matrix']],
    ['`compare`', ['compare arcadia borduria']],
    ['`timeline`', ['timeline']],
    ['`drift`', ['drift 2025..2026', 'drift HEAD..']],
    ['`brief`', ['brief arcadia']],
    ['`conflicts`', ['conflicts']],
    ['`deadlocks`', [`deadlocks --data ${join(root, 'test', 'fixtures', 'narrows')}`]],
    ['`what-if`', ['what-if clear-mandate']],
    ['`unlock`', ['unlock --actors 1']],
    ['`stale`', ['stale']],
    ['`cite`', ['cite arc-boarding gazette']],
    ['`verify`', ['verify']],
    ['`check`', ['check']],
    ['`check --rules`', ['check --rules']],
    ['`report`', ['report --check report.md']],
  ])('%s', async (command, lines) => {
    const rows = new Set<string>();
    const beside = new Set<string>();
    for (const line of lines) {
      const answer = await ask(line);
      for (const row of answer.results) for (const key of Object.keys(row)) rows.add(key);
      for (const key of Object.keys(answer)) if (!envelope.includes(key)) beside.add(key);
    }
    const [, row = '', besides = ''] = cells('JSON', command);
    expect(coded(row).sort()).toEqual([...rows].sort());
    expect(coded(besides).sort()).toEqual([...beside].sort());
  });

  test('what stands inside', async () => {
    const arcadia = await ask('who-conditions arcadia');
    const borduria = await ask('who-conditions borduria');
    const cimmeria = await ask('who-conditions cimmeria');
    const condition = await ask('who-conditions no-boarding');
    const shown = await ask('show arcadia');
    const compared = await ask('compare arcadia borduria');
    const brief = await ask('brief borduria');
    const search = await ask('search no-boarding --kind conditions');
    const pilots = join(root, 'test', 'fixtures', 'pilots');
    const verify = ['verify', '--data', join(pilots, 'data'), '--snapshots', join(pilots, 'texts'), '--check'];
    const verified = JSON.parse((await runIsf([...verify, '-f', 'json'], { cache })).stdout);
    const report = await ask('report --check report.md');
    const [against] = arcadia.results.flatMap((row: { against: unknown[] }) => row.against);
    const claim = borduria.results.find((row: { claim: unknown }) => row.claim !== null)?.claim;
    const found: Record<string, object> = {
      'a quote': arcadia.results[0].evidence[0],
      'an event as evidence': cimmeria.results[0].evidence[0],
      'a source': arcadia.results[0].evidence[0].source,
      '`claim`': claim,
      '`against`': against,
      '`decided`': arcadia.decided[0],
      '`vetoed_by`': cimmeria.vetoed_by[0],
      '`clauses`': condition.clauses[0],
      '`referred_by`': shown.results[0].referred_by[0],
      '`footnotes`, one of `brief`': brief.footnotes[0],
      '`by_actor`, an actor in it': compared.results
        .flatMap((row: { by_actor: object }) => Object.values(row.by_actor))
        .find((stand: unknown) => stand !== null),
      '`lock`': verified.lock,
      '`blocks`, a block in it': report.results[0].blocks[0],
      '`positions`, one of a condition in `search`': search.results[0].positions[0],
      '`closest`': verified.results.find((row: { closest: unknown }) => row.closest !== null).closest,
    };
    for (const [what, value] of Object.entries(found))
      expect(coded(cells('JSON', what)[1] ?? ''), what).toEqual(Object.keys(value));
  });
});

describe('the surroundings', () => {
  test('every exit code has a row', () => {
    for (const code of Object.values(exitCodes))
      expect(cells('Exit codes', String(code)), String(code)).toHaveLength(2);
  });

  test('every environment variable that is read is named', () => {
    const src = join(root, 'src');
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const read = sources.flatMap((name) =>
      [...readFileSync(join(src, name), 'utf8').matchAll(/\benv\.([A-Z][A-Z_]*)/g)].map(
        ([, variable = '']) => variable,
      ),
    );
    expect(read.length).toBeGreaterThan(5);
    const named = coded(section('Environment') + section('Where the index lives'));
    expect([...new Set(read)].filter((variable) => !named.includes(variable))).toEqual([]);
  });

  test.each(['README.md', 'CONTRIBUTING.md'])('%s names only files that are there', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const paths = coded(text).filter((code) => /^(?:src|test|data|bin)\/[\w./-]*$/.test(code));
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, link = '']) => link);
    expect([...paths, ...links].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
