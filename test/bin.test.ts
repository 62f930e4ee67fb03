import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { root } from './io.ts';

/** The built program as a process of its own: what the in-process tests cannot see. */
const bin = inject('program');
const folder = temporaryFolder(afterAll);
const harbour = join(root, 'test', 'fixtures', 'harbour');
const env = { ...process.env, ISF_CACHE: join(folder, 'cache'), NO_COLOR: '1' };

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

function isf(...argv: string[]) {
  return spawnSync(process.execPath, [bin, ...argv], { cwd: root, env, encoding: 'utf8' });
}

describe('the program', () => {
  test('answers, and exits with 0', () => {
    const { status, stdout, stderr } = isf('who-conditions', 'azerbaijan');
    expect(stdout).toContain('“Azerbaijan cannot engage in a peace enforcement operation.');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test.each([
    [1, ['search', 'zeppelin']],
    [2, ['who-conditions', 'nowhere']],
    [2, ['no-such-command']],
    [4, ['list', 'actors', '--data', 'nowhere']],
  ])('exits with %d after %j', (code, argv) => {
    expect(isf(...argv).status).toBe(code);
  });

  test.each(['soon', '1.5'])('SOURCE_DATE_EPOCH=%s is refused, and the clock not taken for it', (epoch) => {
    const argv = [bin, 'stale', '--kind', 'status'];
    const run = (value: string) =>
      spawnSync(process.execPath, argv, { cwd: root, env: { ...env, SOURCE_DATE_EPOCH: value }, encoding: 'utf8' });
    expect(run(epoch)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`SOURCE_DATE_EPOCH is "${epoch}"`),
    });
    expect(run('').status).toBe(0);
  });

  test('a cold and a warm index answer alike', () => {
    const cold = isf('search', 'troops', '-f', 'json');
    expect(isf('search', 'troops', '-f', 'json').stdout).toBe(cold.stdout);
    expect(readdirSync(join(folder, 'cache')).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1);
  });

  test('a reader that closes early is no error', async () => {
    const child = spawn(process.execPath, [bin, 'list', 'quotes', '-f', 'json'], { cwd: root, env });
    let complaints = '';
    child.stderr.on('data', (data) => {
      complaints += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
  });

  test('long output arrives whole through a pipe', () => {
    const { stdout } = isf('list', 'quotes', '-f', 'json');
    expect(JSON.parse(stdout).results.length).toBeGreaterThan(40);
  });

  test('--output writes the whole answer and nothing to stdout', () => {
    const file = join(folder, 'out.json');
    const { stdout, status } = isf('list', 'actors', '-f', 'json', '-o', file);
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    expect(readFileSync(file, 'utf8')).toBe(isf('list', 'actors', '-f', 'json').stdout);
  });

  test.runIf(process.platform === 'linux')('a full disk is said, with exit 4', () => {
    const { status, stderr } = isf('list', 'quotes', '-o', '/dev/full');
    expect(stderr).toContain('cannot write /dev/full (ENOSPC)');
    expect(status).toBe(4);
  });

  const started = (script: string, world: NodeJS.ProcessEnv) =>
    spawnSync('sh', ['-c', script, 'sh', process.execPath, bin], {
      cwd: folder,
      env: world,
      encoding: 'utf8',
      timeout: 20_000,
    });

  test.skipIf(process.platform === 'win32')('a working folder that has been removed is said, with exit 4', () => {
    const { status, stderr } = started('mkdir gone && cd gone && rmdir ../gone && exec "$1" "$2" list actors', env);
    expect(stderr).toBe(
      'isf: error: the folder that this was started in has been removed\n hint: go to one that exists\n',
    );
    expect(status).toBe(4);
  });

  test.runIf(process.platform === 'linux')('answers where no cache folder can be made', () => {
    const world = { ...env, ISF_CACHE: '/proc/isf/cache', ISF_DATA: harbour };
    expect(started('exec "$1" "$2" list conditions -f csv', world).stdout).toBe(
      isf('list', 'conditions', '-f', 'csv', '--data', harbour).stdout,
    );
  });

  test.runIf(isThere('setpriv') && process.getuid?.() === 0)('answers a user id that no account has', () => {
    const script = 'exec setpriv --reuid 54321 --regid 54321 --clear-groups "$1" "$2" list conditions -f csv';
    expect(started(script, { PATH: process.env.PATH, ISF_DATA: harbour }).stdout).toBe(
      isf('list', 'conditions', '-f', 'csv', '--data', harbour).stdout,
    );
  });

  test('5 MB of source text are searched, and the nearest passage is found in them', () => {
    const [data, texts] = [join(folder, 'pilots'), join(folder, 'texts')];
    cpSync(join(root, 'test', 'fixtures', 'pilots', 'data'), data, { recursive: true });
    cpSync(join(root, 'test', 'fixtures', 'pilots', 'texts'), texts, { recursive: true });
    const dispatch = join(texts, 'dispatch.txt');
    const long = 'The guild met again and again, and nothing came of it. '.repeat(100_000);
    writeFileSync(dispatch, `${long}${readFileSync(dispatch, 'utf8')}`);
    const { stdout } = isf('verify', 'dispatch', '--data', data, '--snapshots', texts, '-f', 'json');
    const rows: { quote: string; start: number; closest: { text: string } }[] = JSON.parse(stdout).results;
    expect(rows.find(({ quote }) => quote === 'pil-night')?.start).toBe(5_500_014);
    expect(rows.find(({ quote }) => quote === 'pil-wrong')?.closest.text).toBe(
      'The guild will not bring in\nany ship that asks',
    );
  });

  test('an export that is read to the end arrives whole, and one that is not is no error', async () => {
    expect(JSON.parse(isf('export', 'json').stdout).quotes.length).toBeGreaterThan(40);
    const child = spawn(process.execPath, [bin, 'export', 'jsonld'], { cwd: root, env });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  test('colour is for terminals, unless asked for', () => {
    const plain = spawnSync(process.execPath, [bin, 'list', 'actors'], {
      cwd: root,
      env: { ...env, NO_COLOR: '' },
      encoding: 'utf8',
    });
    expect(plain.stdout).not.toContain('\u001b');
    expect(isf('list', 'actors', '--color').stdout).toContain('\u001b[');
  });
});

describe('completion, as the shells run it', () => {
  const commands = join(folder, 'commands');
  beforeAll(() => {
    mkdirSync(commands);
    const script = `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`;
    writeFileSync(join(commands, 'isf'), script, { mode: 0o755 });
    for (const shell of ['bash', 'zsh', 'fish'])
      writeFileSync(join(folder, `isf.${shell}`), isf('completion', shell).stdout);
  });
  const path = `${commands}:${join(process.execPath, '..')}:${process.env.PATH}`;
  const shell = (program: string, ...argv: string[]) => {
    const { stdout, stderr } = spawnSync(program, argv, { cwd: root, env: { ...env, PATH: path }, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split('\n').sort();
  };

  const bash = (...words: string[]) => {
    const script = `source ${join(folder, 'isf.bash')}
      compopt() { printf '%s\n' "$*"; }
      COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _isf; printf '%s\n' "\${COMPREPLY[@]}"`;
    return shell('bash', '-c', script, 'bash', 'isf', ...words);
  };
  test.runIf(isThere('bash')).each([
    [['who'], ['who-conditions']],
    [['who-conditions', 'azer'], ['azerbaijan']],
    [
      ['who-conditions', 'azerbaijan', '--str'],
      ['--strength', '--strict'],
    ],
    [
      ['list', 'actors', '--format', '=', 'json'],
      ['json', 'jsonl'],
    ],
    [['show', 'conditions/two-'], ['conditions/two-state-timeline']],
    [['list', 'actors', '-o', ''], ['-o default']],
    [['list', 'actors', '--data', ''], ['-o dirnames']],
    [['search', ''], ['']],
  ])('bash: %j', (words, candidates) => {
    expect(bash(...words)).toEqual(candidates);
  });

  test.runIf(isThere('zsh'))('zsh', () => {
    const script = `compdef() { registered=$*; }; _describe() { print -l -- "\${(@P)2}"; }; _files() { print "files $*"; }
      compset() { print "compset $*"; }
      source ${join(folder, 'isf.zsh')}; print $registered
      ask() { words=("$@"); CURRENT=$#words; _isf; }
      ask isf who-conditions azer; ask isf completion ''
      ask isf list actors --data ''; ask isf list actors -o ''; ask isf list conditions --actor=azer`;
    expect(shell('zsh', '-f', '-c', script)).toEqual(
      [
        ...['_isf isf', 'azerbaijan:Azerbaijan', 'bash', 'zsh', 'fish', '--actor=azerbaijan:Azerbaijan'],
        ...['compset -P 1 --*=', 'files -/', 'compset -P 1 --*=', 'files '],
      ].sort(),
    );
  });

  test.runIf(isThere('fish'))('fish', () => {
    const ask = (line: string) =>
      shell('fish', '-N', '-c', `source ${join(folder, 'isf.fish')}; complete -C '${line}'`);
    expect(ask('isf who-conditions azer')).toEqual(['azerbaijan\tAzerbaijan']);
    expect(ask('isf completion ')).toEqual(['bash', 'fish', 'zsh']);
    expect(ask('isf list actors -o pack')).toContain('package.json');
    expect(ask('isf list actors --output=pack')).toContain('--output=package.json');
    expect(ask('isf list actors --data=fixt')).toEqual(['']);
    expect(ask('isf list actors --data=tes')).toEqual(['--data=test/\tDirectory']);
    expect(ask('isf list conditions --actor=azer')).toEqual(['--actor=azerbaijan\tAzerbaijan']);
  });
});
