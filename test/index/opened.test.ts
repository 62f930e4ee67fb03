import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { dataFolder, temporaryFolder } from '../folder.ts';

/** What has been opened and parsed since the last look, by file name. */
const seen = vi.hoisted(() => ({ opened: [] as string[], parsed: [] as string[] }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const noted =
    <A extends unknown[], R>(open: (...args: A) => R) =>
    (...args: A): R => {
      if (/\.ya?ml$/.test(String(args[0]))) seen.opened.push(String(args[0]));
      return open(...args);
    };
  return { ...fs, openSync: noted(fs.openSync), readFileSync: noted(fs.readFileSync), open: noted(fs.open) };
});

vi.mock('../../src/source/document.ts', async (original) => {
  const document = await original<typeof import('../../src/source/document.ts')>();
  return {
    ...document,
    parseDocument: (text: string) => {
      seen.parsed.push(/id: (\S+)/.exec(text)?.[1] ?? 'manifest');
      return document.parseDocument(text);
    },
  };
});

/** What another process does once an index has got its name, and before it is opened. */
const meanwhile = vi.hoisted(() => ({ act: (_: string): void => {} }));

vi.mock('../../src/source/write.ts', async (original) => {
  const write = await original<typeof import('../../src/source/write.ts')>();
  return {
    ...write,
    finishReplacing: (temporary: string, path: string) => {
      write.finishReplacing(temporary, path);
      meanwhile.act(path);
    },
  };
});

// Test files share their modules: this one loads its own, with what is noted above, and leaves none behind.
vi.resetModules();
const { runIsf } = await import('../io.ts');
afterAll(() => vi.resetModules());

function take(): { opened: string[]; parsed: string[] } {
  const taken = { opened: seen.opened.map((path) => basename(path)).sort(), parsed: [...seen.parsed].sort() };
  seen.opened.length = 0;
  seen.parsed.length = 0;
  return taken;
}

const actor = (id: string, name = id) => `actors:\n  - id: ${id}\n    name: ${name}\n    type: state\n`;

function gitIn(cwd: string) {
  const nobody = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  return (...argv: string[]) => execFileSync('git', [...nobody, ...argv], { cwd, stdio: 'pipe' });
}

/** A file younger than this when it is read is read again. */
const settle = () => setTimeout(80);

describe('a knowledge base with an index', () => {
  let root: string;
  let cache: string;

  async function names(): Promise<string[]> {
    const { stdout, code, stderr } = await runIsf(['list', 'actors', '-f', 'json', '--data', root], { cache });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout).results.map(({ record }: { record: { name: string } }) => record.name);
  }

  beforeEach(async () => {
    root = dataFolder({ 'egypt.yaml': actor('egypt'), 'qatar.yaml': actor('qatar') });
    cache = join(temporaryFolder(), 'cache');
    await settle();
    take();
    expect(await names()).toEqual(['egypt', 'qatar']);
    // Unused records are placed in their files, hence each of these is read a second time.
    expect(take()).toEqual({
      opened: ['egypt.yaml', 'egypt.yaml', 'isf.yaml', 'qatar.yaml', 'qatar.yaml'],
      parsed: ['egypt', 'egypt', 'manifest', 'qatar', 'qatar'],
    });
  });

  test('opens no YAML file for a second query', async () => {
    expect(await names()).toEqual(['egypt', 'qatar']);
    expect((await runIsf(['search', 'qatar', '--data', root], { cache })).code).toBe(0);
    expect((await runIsf(['check', '--data', root], { cache })).stdout).toContain('2 warnings');
    expect(take()).toEqual({ opened: [], parsed: [] });
  });

  test('does without one where it has no place for it', async () => {
    await runIsf(['list', 'actors', '--data', root]);
    expect(take().opened).toContain('isf.yaml');
  });

  test('sees a changed file, also one of the same size and time', async () => {
    const past = new Date('2020-01-01');
    utimesSync(join(root, 'egypt.yaml'), past, past);
    await settle();
    await names();
    writeFileSync(join(root, 'egypt.yaml'), actor('egypt', 'Egypt'));
    utimesSync(join(root, 'egypt.yaml'), past, past);
    expect(await names()).toEqual(['Egypt', 'qatar']);
  });

  test('reads again only what changed, and a file to point into', async () => {
    writeFileSync(join(root, 'isf.yaml'), 'name: test\ntitle: Another title\nversion: 1\n');
    writeFileSync(join(root, 'sources.yaml'), 'sources: []\n');
    await settle();
    expect(await names()).toEqual(['egypt', 'qatar']);
    expect(take().parsed).toEqual(['egypt', 'manifest', 'manifest', 'qatar']);
    await names();
    expect(take()).toEqual({ opened: [], parsed: [] });
  });

  test('looks again at a file that was read so young that it may change without a new time', async () => {
    writeFileSync(join(root, 'egypt.yaml'), actor('egypt', 'Egypt'));
    const written = statSync(join(root, 'egypt.yaml')).ctimeMs;
    vi.useFakeTimers({ toFake: ['Date'], now: written + 20 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await names()).toEqual(['Egypt', 'qatar']);
    take();
    vi.setSystemTime(written + 1000);
    expect(await names()).toEqual(['Egypt', 'qatar']);
    expect(take()).toEqual({ opened: ['egypt.yaml'], parsed: [] });
    expect(await names()).toEqual(['Egypt', 'qatar']);
    expect(take()).toEqual({ opened: [], parsed: [] });
  });

  test('sees a file that came, went, or has another name', async () => {
    writeFileSync(join(root, 'jordan.yaml'), actor('jordan'));
    expect(await names()).toEqual(['egypt', 'jordan', 'qatar']);
    renameSync(join(root, 'jordan.yaml'), join(root, 'amman.yaml'));
    expect(await names()).toEqual(['egypt', 'jordan', 'qatar']);
    const { stdout } = await runIsf(['check', '-f', 'jsonl', '--data', '.'], { cache, cwd: root });
    expect(stdout).toContain('"amman.yaml"');
    expect(stdout).not.toContain('"jordan.yaml"');
    rmSync(join(root, 'egypt.yaml'));
    expect(await names()).toEqual(['jordan', 'qatar']);
  });

  test('sees files that change places', async () => {
    renameSync(join(root, 'egypt.yaml'), join(root, 'swap'));
    renameSync(join(root, 'qatar.yaml'), join(root, 'egypt.yaml'));
    renameSync(join(root, 'swap'), join(root, 'qatar.yaml'));
    expect(await names()).toEqual(['egypt', 'qatar']);
    const { stdout } = await runIsf(['check', '--data', '.'], { cache, cwd: root });
    expect(stdout).toContain('egypt.yaml:2:9: warning: no record is about the actor "qatar"');
  });

  test('looks at a file that was only touched, and parses nothing', async () => {
    await settle();
    utimesSync(join(root, 'egypt.yaml'), new Date(), new Date());
    await settle();
    expect(await names()).toEqual(['egypt', 'qatar']);
    expect(take()).toEqual({ opened: ['egypt.yaml'], parsed: [] });
    await names();
    expect(take()).toEqual({ opened: [], parsed: [] });
  });

  test('reads of a revision only what the folder has otherwise', async () => {
    const git = gitIn(root);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'Start');
    const namesAtHead = async () =>
      (await runIsf(['list', 'actors', '-f', 'csv', '--at', 'HEAD', '--data', root], { cache })).stdout;
    const inMemory = (await runIsf(['list', 'actors', '-f', 'csv', '--at', 'HEAD', '--data', root])).stdout;
    take();
    expect(await namesAtHead()).toBe(inMemory);
    expect(take()).toEqual({ opened: [], parsed: [] });

    for (const file of readdirSync(cache)) rmSync(join(cache, file));
    writeFileSync(join(root, 'egypt.yaml'), actor('egypt', 'Egypt'));
    writeFileSync(join(root, 'jordan.yaml'), actor('jordan'));
    expect(await names()).toEqual(['Egypt', 'jordan', 'qatar']);
    take();
    expect(await namesAtHead()).toBe(inMemory);
    // That of qatar to point into, and of egypt twice.
    expect(take()).toEqual({ opened: [], parsed: ['egypt', 'egypt', 'qatar'] });
    expect(await names()).toEqual(['Egypt', 'jordan', 'qatar']);
  });

  test('answers of the revision that is asked, although another process asks another at that moment', async () => {
    const git = gitIn(root);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'One');
    writeFileSync(join(root, 'jordan.yaml'), actor('jordan'));
    git('add', '-A');
    git('commit', '-q', '-m', 'Two');
    const idsAt = async (revision: string) =>
      (await runIsf(['list', 'actors', '-f', 'csv', '--at', revision, '--data', root], { cache })).stdout
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')[1]);
    let written = '';
    meanwhile.act = (path) => {
      written = path;
    };
    onTestFinished(() => {
      meanwhile.act = () => {};
    });
    expect(await idsAt('HEAD~1')).toEqual(['egypt', 'qatar']);
    copyFileSync(written, join(cache, 'other'));
    meanwhile.act = (path) => copyFileSync(join(cache, 'other'), path);
    expect(await idsAt('HEAD')).toEqual(['egypt', 'jordan', 'qatar']);
  });

  test('notices another limit for the size of files', async () => {
    writeFileSync(join(root, 'large.yaml'), `# ${'x'.repeat(1_100_000)}\n${actor('large')}`);
    await settle();
    const list = ['list', 'actors', '-f', 'csv', '--data', root];
    const with1 = await runIsf(list, { cache, env: { ISF_MAX_FILE_MIB: '1' } });
    expect(with1.stderr).toContain('[file-too-large]');
    const with2 = await runIsf(list, { cache, env: { ISF_MAX_FILE_MIB: '2' } });
    expect(with2.stdout).toContain('large');
    expect(with2.stderr).not.toContain('[file-too-large]');
  });
});
