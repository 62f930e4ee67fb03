import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { root, runIsf, type World } from './io.ts';

/** `isf verify` where it writes, and what it makes of texts that nobody would wish for. */
const folder = temporaryFolder(afterAll);

const data = join(folder, 'data');
const texts = join(folder, 'texts');
const lockfile = join(data, 'isf.lock');
const record = join(data, 'record.yaml');
const world: World = { cwd: folder, cache: join(folder, 'cache'), today: '2026-03-05' };

/** Each run with an index of its own: SQLite would have them wait for each other in this one thread. */
const uncached: World = { cwd: folder, today: '2026-03-05' };

beforeEach(() => {
  rmSync(data, { recursive: true, force: true });
  rmSync(texts, { recursive: true, force: true });
  cpSync(join(root, 'test', 'fixtures', 'pilots', 'data'), data, { recursive: true });
  cpSync(join(root, 'test', 'fixtures', 'pilots', 'texts'), texts, { recursive: true });
});

async function verify(argv: readonly string[] = [], inWorld = world) {
  const outcome = await runIsf(['verify', '--data', 'data', '--snapshots', 'texts', '-f', 'json', ...argv], inWorld);
  const { results = [], notes = [], lock } = outcome.stdout === '' ? {} : JSON.parse(outcome.stdout);
  const row = (quote: string) => results.find((each: { quote: string }) => each.quote === quote);
  return { ...outcome, results, notes: notes as string[], lock, row };
}

async function check(...argv: string[]): Promise<{ code: number; found: string[]; messages: string[] }> {
  const { code, stdout } = await runIsf(['check', '--data', 'data', '-f', 'json', ...argv], world);
  const results: { rule: string; file: string; line: number; column: number; message: string }[] =
    JSON.parse(stdout).results;
  return {
    code,
    found: results.map(({ rule, file, line, column }) => `${file}:${line}:${column} ${rule}`),
    messages: results.map(({ message }) => message),
  };
}

function edit(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(
    file,
    before.replace(from, () => to),
  );
}

const lineOf = (quote: string) =>
  readFileSync(lockfile, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`quote ${quote} `));

test('a snapshot that leads to itself, or has too long a name, is told, and the others are read', async () => {
  rmSync(join(texts, 'dispatch.txt'));
  symlinkSync('dispatch.txt', join(texts, 'dispatch.txt'));
  const long = 'a'.repeat(300);
  writeFileSync(
    join(data, 'long.yaml'),
    `sources: [{id: ${long}, title: Long, publisher: P, published: 2025}]
quotes: [{id: long, source: ${long}, mode: direct, text: So be it., said: 2025, attribution: outlet}]
`,
  );
  const { code, row } = await verify();
  expect(code).toBe(1);
  expect(row('pil-night').state).not.toBe('verified');
  expect(row('long').state).toBe('no_snapshot');
});

test('a bracket that is not closed is looked at once, however long the quote', async () => {
  writeFileSync(
    join(data, 'bracket.yaml'),
    `quotes: [{id: bracket, source: dispatch, mode: direct, text: '[${'so '.repeat(40_000)}', said: 2025, attribution: outlet}]\n`,
  );
  expect((await verify()).row('bracket').state).toBe('not_found');
});

describe('the lockfile', () => {
  test('is written with what was found, and then up to date', async () => {
    const first = await verify();
    expect(first.lock).toMatchObject({
      added: ['pil-bulletin', 'pil-page'],
      removed: ['pil-gone', 'pil-minutes'],
      written: true,
    });
    expect(lineOf('pil-page')).toMatch(/^quote pil-page page sha256:[0-9a-f]{64} start:18 verified:2026-03-05$/);
    const written = readFileSync(lockfile, 'utf8');
    const second = await verify([], { ...world, today: '2026-03-06' });
    expect(second.lock).toMatchObject({ added: [], changed: [], removed: [], written: false });
    expect(readFileSync(lockfile, 'utf8')).toBe(written);
    expect(readdirSync(data).sort()).toEqual(['isf.lock', 'isf.yaml', 'record.yaml']);
  });

  test('keeps the date of what has not changed, and takes the day of what has', async () => {
    edit(join(texts, 'dispatch.txt'), 'PORT AZURE', 'PORT AZURE, Tuesday');
    edit(record, 'The vote was 12 to 3', 'The vote was 12');
    const { lock } = await verify();
    expect(lineOf('pil-night')).toContain('verified:2026-03-05');
    expect(lineOf('pil-bulletin')).toContain('start:9 verified:2026-03-05');
    expect(lineOf('pil-sealed')).toContain('verified:2026-03-01');
    expect(lock.snapshots).toEqual(['dispatch']);
  });

  test('leads a former id to the current one', async () => {
    await verify();
    expect(lineOf('pil-bulletin')).toContain(' bulletin sha256:');
    expect(lineOf('pil-minutes')).toBeUndefined();
  });

  test('is not written with --check, which fails where it would change', async () => {
    const before = readFileSync(lockfile, 'utf8');
    expect((await verify(['--check', 'page'])).code).toBe(1);
    expect(readFileSync(lockfile, 'utf8')).toBe(before);
    await verify(['page', 'bulletin']);
    expect((await verify(['--check', 'page', 'bulletin'])).code).toBe(0);
    edit(join(texts, 'page.html'), 'Nothing else.', 'Nothing less.');
    const altered = await verify(['--check', 'page']);
    expect({ code: altered.code, snapshots: altered.lock.snapshots }).toEqual({ code: 1, snapshots: ['page'] });
    expect(altered.notes.at(-1)).toBe('isf.lock would change: another snapshot of page.');
  });

  test('loses a quote whose words the source no longer has, and keeps telling of an edited one', async () => {
    edit(join(texts, 'dispatch.txt'), 'at night', 'by night');
    expect((await verify()).row('pil-night')).toMatchObject({ state: 'not_found', verification: 'unverified' });
    expect(lineOf('pil-night')).toBeUndefined();
    expect(lineOf('pil-edited')).toBeDefined();
    expect((await check()).found).toContain('data/record.yaml:56:11 edited-quote');
  });

  test('of other sources stays as it is', async () => {
    await verify(['page']);
    expect(lineOf('pil-night')).toContain('verified:2026-03-01');
    expect(lineOf('pil-sealed')).toContain('verified:2026-03-01');
  });

  test('is whole when several write at once', async () => {
    rmSync(lockfile);
    await Promise.all(['dispatch', 'page', 'bulletin'].map((source) => verify([source], uncached)));
    for (const quote of ['pil-night', 'pil-page', 'pil-bulletin']) expect(lineOf(quote)).toBeDefined();
    expect(readdirSync(data).sort()).toEqual(['isf.lock', 'isf.yaml', 'record.yaml']);
  });

  test('is seen by the next question, in an index that is warm', async () => {
    const asked = async () => {
      const { stdout } = await runIsf(['show', 'pil-page', '--data', 'data', '-f', 'json'], world);
      return JSON.parse(stdout).results[0].record.verification;
    };
    expect(await asked()).toBe('unverified');
    await verify();
    expect(await asked()).toBe('verified');
    rmSync(lockfile);
    expect(await asked()).toBe('unverified');
  });
});

describe('a lockfile that cannot be trusted', () => {
  test('vouches for nothing, is told by check, and is never overwritten', async () => {
    edit(lockfile, 'version 1\n', 'version 1\n<<<<<<< HEAD\n');
    const broken = readFileSync(lockfile, 'utf8');
    const { code, stdout, stderr } = await verify();
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(
      'isf: error: isf.lock:3: this lockfile has a merge conflict\n hint: keep the lines of both',
    );
    expect(readFileSync(lockfile, 'utf8')).toBe(broken);
    expect(await check()).toMatchObject({ code: 1, found: expect.arrayContaining(['data/isf.lock:3:1 lockfile']) });
    const shown = await runIsf(['show', 'pil-night', '--data', 'data', '-f', 'json'], world);
    expect(JSON.parse(shown.stdout).results[0].record.verification).toBe('unverified');
    expect(shown.stderr).toContain('this lockfile has a merge conflict [lockfile]');
  });
});

describe('the rules', () => {
  test('a quote that moved to another source', async () => {
    edit(record, '  - id: pil-night\n', '  - id: pil-night\n    source: page\n');
    const { found, messages } = await check();
    expect(found).toContain('data/record.yaml:54:13 edited-quote');
    expect(messages).toContain('this quote was verified on 2026-03-01 in the source "dispatch", not in this one');
  });

  test('a cut that adds a negation, and one that leaves the paragraph', async () => {
    edit(record, 'The guild will bring in every ship that asks', 'We will [not] ask for 30 crowns');
    edit(record, 'text: So said the guild', 'text: any ship that asks [...] bring in tankers');
    await verify();
    const { messages } = await check();
    expect(messages).toContain('brackets add "not": this can turn the meaning round');
    expect(messages.join('\n')).toContain('a cut runs on into another paragraph, maybe another statement');
  });

  test('a quote never verified fails where that is required', async () => {
    edit(record, '40 crowns', '30 crowns');
    expect((await check()).code).toBe(0);
    expect((await check('--require-verified')).code).toBe(1);
  });

  test('an approximate date is never certainly early', async () => {
    edit(record, 'published: 2026-02-10', 'published: 2026-02-10~');
    expect((await check()).found.filter((line) => line.endsWith('early-source'))).toEqual([]);
  });
});

describe('snapshots that nobody would wish for', () => {
  test.each<[string, (file: string) => void, string]>([
    ['empty', (file) => writeFileSync(file, ''), 'this file is empty'],
    ['blank', (file) => writeFileSync(file, ' \n\t\n'), 'this file has no text'],
    ['in Latin-1', (file) => writeFileSync(file, Buffer.from('d\u00e9j\u00e0', 'latin1')), 'byte 0xe9 is not UTF-8'],
    ['in UTF-16', (file) => writeFileSync(file, '\ufeffWe', 'utf16le'), 'this file is UTF-16, not UTF-8'],
    ['binary', (file) => writeFileSync(file, 'PK\u0003\u0004\u0000'), 'this file has a NUL byte'],
    ['a folder', (file) => mkdirSync(file), 'this is not a file'],
    ['a link', (file) => symlinkSync(join(texts, 'page.html'), file), 'this symbolic link is not followed'],
  ])('%s', async (_, make, message) => {
    rmSync(join(texts, 'dispatch.txt'));
    make(join(texts, 'dispatch.txt'));
    const { code, notes, row } = await verify(['dispatch']);
    expect(code).toBe(1);
    expect(notes[0]).toContain(`texts/dispatch.txt: ${message}`);
    expect(row('pil-night')).toMatchObject({ state: 'no_snapshot', verification: 'verified' });
    expect(lineOf('pil-night')).toContain('verified:2026-03-01');
  });

  test.runIf(process.platform === 'linux')('a pipe does not keep anybody waiting', async () => {
    rmSync(join(texts, 'dispatch.txt'));
    execFileSync('mkfifo', [join(texts, 'dispatch.txt')]);
    expect((await verify(['dispatch'])).notes[0]).toContain('this is not a file');
  });

  test('markup nested too deep', async () => {
    writeFileSync(join(texts, 'page.html'), '<b>'.repeat(30_000));
    expect((await verify(['page'])).notes[0]).toContain('page.html: the markup of this file is nested too deep');
  });

  test('too large', async () => {
    writeFileSync(join(texts, 'bulletin.md'), 'a '.repeat(5_000_000));
    expect((await verify(['bulletin'])).notes[0]).toContain('this file is 9.5 MiB, and the limit is 8 MiB');
  });

  test('a long one has progress on a terminal, gone in the end', async () => {
    const dispatch = join(texts, 'dispatch.txt');
    writeFileSync(dispatch, `${' '.repeat(4_000_000)}${readFileSync(dispatch, 'utf8')}`);
    const { stderr } = await verify(['dispatch'], { ...world, isTTY: true });
    expect(stderr).toContain('\rcomparing dispatch (1 of 1)\u001b[K\r\u001b[K');
    for (const quiet of [world, { ...world, isTTY: true, env: { TERM: 'dumb' } }])
      expect((await verify(['dispatch'], quiet)).stderr).not.toContain('comparing');
  });

  test('a quote of one letter', async () => {
    edit(record, 'The guild will bring in every ship that asks', 'W');
    edit(record, 'text: So said the guild', 'text: a');
    writeFileSync(join(texts, 'dispatch.txt'), 'a '.repeat(200_000));
    const { row } = await verify(['dispatch']);
    expect(row('pil-wrong')).toMatchObject({ state: 'not_found', closest: null });
    expect(row('pil-twice')).toMatchObject({ state: 'ambiguous', count: 200_000 });
    expect(row('pil-twice').starts).toHaveLength(100);
  });
});

describe('texts out of markup', () => {
  test('an HTML page is what it shows, its blocks parted', async () => {
    writeFileSync(
      join(texts, 'page.html'),
      '<title>No</title><div>We <i>will</i> not</div><div>sail<br>at dawn</div><ul><li>One</li><li>two</li></ul>' +
        '<table><tr><td>Pay</td><td>30</td></tr></table><p hidden>secret</p><img alt="no"><blockquote>“Never&rdquo;</blockquote>',
    );
    const { textOfHtml } = await import('../src/source/marked-up.ts');
    expect(textOfHtml(readFileSync(join(texts, 'page.html'), 'utf8')).split('\n\n')).toEqual([
      'We will not',
      'sail\nat dawn',
      'One',
      'two',
      'Pay',
      '30',
      '“Never”',
    ]);
  });

  test('a Markdown document is its words, its blocks parted', async () => {
    const { textOfMarkdown } = await import('../src/source/marked-up.ts');
    const document =
      '# Terms\n\nWe **will** not\nsail, [they](https://example.org) said &amp; left.\n\n> - One\n> - `two`\n\n    code\n\n<p>Three</p>\n\n***\n\na<br>b\n';
    expect(textOfMarkdown(document).split('\n\n')).toEqual([
      'Terms',
      'We will not\nsail, they said & left.',
      'One',
      'two',
      'code',
      'Three',
      '',
      'ab',
    ]);
  });
});

test('nothing is made where there is nothing to keep', async () => {
  rmSync(lockfile);
  const { code } = await verify(['blank']);
  expect({ code, made: existsSync(lockfile) }).toEqual({ code: 1, made: false });
});
