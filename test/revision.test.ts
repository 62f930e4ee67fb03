import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { root, runIsf } from './io.ts';

/** A repository of its own with the harbour data in a subfolder, one commit for each way of changing it. */
const folder = temporaryFolder(afterAll);
const data = join(folder, 'kb', 'däta');
const cache = join(folder, '.git', 'isf-cache');

function git(...argv: string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'T'],
        [`GIT_${who}_EMAIL`, 't@example.org'],
        [`GIT_${who}_DATE`, '2026-01-01T00:00:00Z'],
      ]),
    ),
  };
  return execFileSync('git', argv, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

function commit(message: string): void {
  git('add', '-A', 'kb');
  git('commit', '-q', '-m', message);
}

function edit(file: string, from: string, to: string): void {
  const path = join(data, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

const isf = (...argv: string[]) => runIsf([...argv, '--data', data], { cwd: folder, cache });
const results = async (...argv: string[]) => JSON.parse((await isf(...argv, '-f', 'json')).stdout).results;

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  writeFileSync(join(folder, 'README'), 'nothing here yet\n');
  git('add', 'README');
  git('commit', '-q', '-m', 'Start');
  git('tag', 'empty');
  mkdirSync(join(folder, 'kb'));
  cpSync(join(root, 'test', 'fixtures', 'harbour'), data, { recursive: true });
  rmSync(join(data, 'later.yaml'));
  commit('Add the harbour');
  git('tag', 'first');
  cpSync(join(root, 'test', 'fixtures', 'harbour', 'later.yaml'), join(data, 'later.yaml'));
  commit('Record how Arcadia hardened');
  git('tag', '2025-12-31');
  edit('record.yaml', 'text: No decision has been taken.', 'text: No decision has been taken yet.');
  commit('Put a quote right');
});

describe('--at', () => {
  test('reads the knowledge base as it stood, and leaves the work tree and the repository alone', async () => {
    const before = git('status', '--porcelain=v2', '--branch');
    const strength = async (...at: string[]) =>
      (await results('who-conditions', 'arcadia', ...at)).find(
        (row: { condition: string; via: null }) => row.condition === 'no-boarding' && row.via === null,
      ).strength;
    expect(await strength('--at', 'first')).toBe('precondition');
    expect(await strength('--at', 'HEAD')).toBe('red_line');
    // The one index of revisions has gone on to HEAD, and comes back.
    expect(await strength('--at', 'first')).toBe('precondition');
    expect(await strength()).toBe('red_line');
    expect(git('status', '--porcelain=v2', '--branch')).toBe(before);
  });

  test('briefs of two revisions in one document share no footnote', async () => {
    const file = join(folder, 'two.md');
    writeFileSync(
      file,
      ['', ' --at first'].map((at) => `<!-- isf: brief arcadia${at} -->\n<!-- /isf -->\n`).join('\n'),
    );
    expect((await isf('report', file)).code).toBe(0);
    const labels = [...readFileSync(file, 'utf8').matchAll(/^\[\^(.*?)\]:/gm)].map(([, label]) => label);
    rmSync(file);
    expect(labels.length).toBeGreaterThan(4);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('answers as the folder itself does', async () => {
    for (const argv of [['list', 'quotes'], ['matrix'], ['check', '--strict']])
      expect(await isf(...argv, '--at', 'HEAD')).toEqual(await isf(...argv));
  });

  test('finds the repository of the folder, whatever a hook says of another', async () => {
    const env = { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/' };
    const { code } = await runIsf(['list', 'actors', '--at', 'first', '--data', data], { cwd: folder, env });
    expect(code).toBe(0);
  });

  test.each([
    ['nowhere', 'git knows no revision "nowhere"'],
    ['', 'git knows no revision ""'],
    ['--output=stolen', 'git knows no revision "--output=stolen"'],
    ['HEAD:kb', 'git knows no revision "HEAD:kb"'],
    ['empty', 'there is no knowledge base in kb/däta at revision "empty"'],
  ])('%j is refused with exit 4', async (revision, message) => {
    const { code, stdout, stderr } = await isf('list', 'actors', `--at=${revision}`);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(message);
    expect(git('status', '--porcelain')).not.toContain('stolen');
  });

  test('a folder in no repository is refused with exit 4', async () => {
    const alone = temporaryFolder();
    cpSync(join(root, 'test', 'fixtures', 'harbour'), alone, { recursive: true });
    const { code, stderr } = await runIsf(['list', 'actors', '--at', 'HEAD', '--data', alone]);
    expect(code).toBe(4);
    expect(stderr).toContain('is in no git repository');
  });

  test('without git, revisions are refused with exit 4, and all else works', async () => {
    const env = { PATH: '/nowhere' };
    const { code, stderr } = await runIsf(['list', 'actors', '--at', 'HEAD', '--data', data], { env });
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('git cannot be run') });
    expect((await runIsf(['list', 'actors', '--data', data], { env })).code).toBe(0);
  });

  test('what is wrong with a revision is told with its place in git', async () => {
    git('checkout', '-q', '-b', 'faulty', 'first');
    edit('record.yaml', 'condition: clear-mandate', 'condition: clear-mandates');
    symlinkSync('record.yaml', join(data, 'link.yaml'));
    writeFileSync(join(data, 'large.yaml'), `# ${'x'.repeat(1_100_000)}\n`);
    commit('Break it');
    git('checkout', '-q', 'main');
    const env = { ISF_MAX_FILE_MIB: '1' };
    const { stdout } = await runIsf(['check', '--at', 'faulty', '-f', 'json', '--data', data], { cwd: folder, env });
    const found = JSON.parse(stdout).results.map(({ rule, file }: { rule: string; file: string }) => `${rule} ${file}`);
    expect(found).toEqual(
      [
        'file-too-large faulty:kb/däta/large.yaml',
        'symbolic-link faulty:kb/däta/link.yaml',
        'unused-record faulty:kb/däta/conditions.yaml',
        'unknown-reference faulty:kb/däta/record.yaml',
      ].sort((a, b) => ((a.split(' ')[1] ?? '') < (b.split(' ')[1] ?? '') ? -1 : 1)),
    );
    const { stderr, stdout: drift } = await isf('drift', 'faulty..HEAD');
    expect(stderr).toContain('faulty:kb/däta/record.yaml:');
    expect(drift).toContain('1 record of faulty left out because of errors in the data');
  });
});

describe('drift between revisions', () => {
  const moved = async (range: string) =>
    (await results('drift', range)).map(({ change, id }: { change: string; id: string }) => `${change} ${id}`);

  test('says what commits did, in either direction', async () => {
    expect(await moved('first..HEAD~1')).toEqual(['hardened arcadia-participation-no-boarding-2026-01-10']);
    expect(await moved('HEAD~1..first')).toEqual([
      'removed arcadia-participation-no-boarding-2026-01-10',
      'removed arc-harder',
      'removed res-search',
      'removed courier-boarding',
    ]);
    expect(await moved('HEAD~1..HEAD')).toEqual(['corrected arc-undecided']);
    expect(await moved('HEAD..HEAD')).toEqual([]);
  });

  test('names what is new besides', async () => {
    const { added } = JSON.parse((await isf('drift', 'first..HEAD', '-f', 'json')).stdout);
    expect(added).toEqual({ quotes: ['arc-harder', 'courier-boarding'], clauses: ['res-search'] });
  });

  test('without B, the data folder as it is', async () => {
    expect((await isf('drift', 'HEAD..', '--exit-code')).code).toBe(0);
    edit('record.yaml', 'act: declines', 'act: withdraws');
    try {
      expect(await moved('HEAD..')).toEqual([
        'commitment cimmeria-participation-withdraws-2026-01-05',
        'removed cimmeria-participation-declines-2026-01-05',
      ]);
      expect(await moved('HEAD..')).toEqual(await moved('HEAD'));
      expect(await moved('HEAD..HEAD')).toEqual([]);
      expect((await isf('drift', 'HEAD..', '--exit-code')).code).toBe(1);
      expect((await isf('drift', 'HEAD..')).code).toBe(0);
    } finally {
      edit('record.yaml', 'act: withdraws', 'act: declines');
    }
  });

  test('a tag that reads as a date is a date, unless it is written as a ref', async () => {
    expect(await moved('2025-12-31..')).toContain('commitment cimmeria-participation-declines-2026-01-05');
    expect(await moved('refs/tags/2025-12-31..HEAD')).toEqual(['corrected arc-undecided']);
  });

  test.each([
    ['2026-01..HEAD', 'a date and a revision cannot be compared'],
    ['2026-01..2025-12', 'the second date comes before the first'],
    ['..2025-12', 'say which date to start from'],
    ['a...b', 'write two dots'],
  ])('%s is bad usage', async (range, reason) => {
    const { code, stderr } = await isf('drift', range);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });

  test('--at and two revisions are bad usage; --at and two dates are not', async () => {
    expect((await isf('drift', 'first..HEAD', '--at', 'HEAD')).code).toBe(2);
    expect(await results('drift', '2025-12-31..', '--at', 'first')).toHaveLength(1);
  });
});
