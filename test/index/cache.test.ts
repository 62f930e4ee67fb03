import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder, temporaryFolder } from '../folder.ts';
import { runIsf } from '../io.ts';

const actors = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `  - id: actor-${index}\n    name: Actor ${index}\n    type: state\n    note: ${'word '.repeat(40)}\n`,
  ).join('');

const files = { 'actors.yaml': `actors:\n${actors(20)}` };
const unchanged = dataFolder(files, afterAll);

/** Long enough for a file to be taken as it is next time. */
const settle = () => setTimeout(80);
beforeAll(settle);

let root: string;
let cache: string;

beforeEach(() => {
  root = unchanged;
  cache = join(temporaryFolder(), 'cache');
});

/** The whole answer, which a query from a sound index and one without an index give alike. */
async function answer(build?: string) {
  const world = { cache, ...(build === undefined ? {} : { build }) };
  const list = await runIsf(['list', 'actors', '-f', 'json', '--data', root], world);
  const search = await runIsf(['search', 'word', '-f', 'json', '--data', root], world);
  return [list, search];
}

/** What the right answer is, by an index in memory. */
async function right() {
  const kept = cache;
  cache = join(root, 'isf.yaml');
  try {
    return await answer();
  } finally {
    cache = kept;
  }
}

function indexFile(): string {
  const files = readdirSync(cache).filter((name) => !name.endsWith('-journal'));
  expect(files).toHaveLength(1);
  return join(cache, files[0] ?? '');
}

/** Something that tells one index from the next. */
const identityOf = (file: string) => `${statSync(file).ino} ${statSync(file).ctimeMs}`;

describe('an index file that is not as it was written', () => {
  const damages: Readonly<Record<string, (file: string) => void>> = {
    empty: (file) => truncateSync(file, 0),
    'cut off in the middle': (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
    'cut off by one byte': (file) => truncateSync(file, statSync(file).size - 1),
    'no database': (file) => writeFileSync(file, 'not a database at all\n'.repeat(5000)),
    'zeroed in the middle': (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0, 4096 * 3, bytes.length - 4096));
    },
    'changed by a few bytes of text': (file) => {
      const text = readFileSync(file, 'latin1');
      expect(text).toContain('Actor 7"');
      writeFileSync(file, text.replaceAll('Actor 7"', 'Actor X"'), 'latin1');
    },
    'a database of somebody else': (file) => {
      rmSync(file);
      const db = new Database(file);
      db.exec("CREATE TABLE meta (key TEXT, value TEXT); INSERT INTO meta VALUES ('root', 'elsewhere')");
      db.close();
    },
    'changed by another program': (file) => {
      copyFileSync(changed(file, "DELETE FROM records WHERE id = 'actor-7'"), file);
    },
    'the index of another folder': (file) => {
      copyFileSync(changed(file, "UPDATE meta SET value = '/elsewhere' WHERE key = 'root'"), file);
    },
    'left half written, with its journal': (file) => {
      const copy = changed(file, halfDone);
      copyFileSync(copy, file);
      copyFileSync(`${copy}-journal`, `${file}-journal`);
    },
  };

  const halfDone = "PRAGMA cache_size = 1; BEGIN; UPDATE records SET body = replace(body, 'A', 'B')";

  /** A copy of a database after some SQL, in the state in which a process that is killed there leaves it. */
  function changed(file: string, sql: string): string {
    const copy = join(temporaryFolder(), 'copy.sqlite');
    copyFileSync(file, copy);
    const db = new Database(copy);
    // As long as it is open, nothing that it has half done is undone.
    onTestFinished(() => void db.close());
    db.exec(sql);
    return copy;
  }

  test.each(Object.keys(damages))('%s: is replaced, and nobody notices', async (name) => {
    const before = await answer();
    damages[name]?.(indexFile());
    const [damaged] = readdirSync(cache).map((each) => identityOf(join(cache, each)));
    expect(await answer()).toEqual(before);
    expect(identityOf(indexFile())).not.toBe(damaged);
    // And from now on it is as good as any.
    const sound = identityOf(indexFile());
    expect(await answer()).toEqual(before);
    expect(identityOf(indexFile())).toBe(sound);
  });

  test.each([true, false])(
    'with a journal of older days beside it (index there: %s) is not rolled back to them',
    async (there) => {
      root = dataFolder(files);
      await answer();
      const journal = `${changed(indexFile(), halfDone)}-journal`;
      writeFileSync(join(root, 'actors.yaml'), `actors:\n${actors(20).replaceAll('Actor', 'Person')}`);
      await settle();
      const before = await answer();
      expect(before[0]?.stdout).toContain('Person 15');
      const file = indexFile();
      copyFileSync(journal, `${file}-journal`);
      if (!there) rmSync(file);
      expect(await answer()).toEqual(before);
      expect(existsSync(`${file}-journal`)).toBe(false);
    },
  );

  test('damaged behind its back, with its time as it was, is removed with a word, and the next answer is right', async () => {
    const before = await answer();
    const file = indexFile();
    const { mtime } = statSync(file);
    const bytes = readFileSync(file);
    const record = bytes.indexOf('"name":"Actor 15"');
    const page = record - (record % 4096);
    writeFileSync(file, bytes.fill(0, page, page + 4096));
    utimesSync(file, mtime, mtime);
    const [list, ...others] = await answer();
    expect(list).toMatchObject({ code: 4, stdout: '' });
    expect(list?.stderr).toContain('the index of this knowledge base was damaged, and has been removed');
    expect(others).toEqual(before.slice(1));
    expect(await answer()).toEqual(before);
  });

  test('of another build is replaced', async () => {
    const before = await answer('one');
    const identity = identityOf(indexFile());
    expect(await answer('one')).toEqual(before);
    expect(identityOf(indexFile())).toBe(identity);
    expect(await answer('two')).toEqual(before);
    expect(identityOf(indexFile())).not.toBe(identity);
  });

  test('that is a folder or a link is left alone, and answered without', async () => {
    const before = await answer();
    const file = indexFile();
    rmSync(file);
    mkdirSync(join(file, 'precious'), { recursive: true });
    expect(await answer()).toEqual(before);
    expect(existsSync(join(file, 'precious'))).toBe(true);
    rmSync(file, { recursive: true });
    const target = join(temporaryFolder(), 'target');
    writeFileSync(target, 'precious');
    symlinkSync(target, file);
    expect(await answer()).toEqual(before);
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });
});

describe('the cache folder', () => {
  test('is made for the user alone, as is the index in it', async () => {
    root = dataFolder(files);
    await answer();
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(statSync(indexFile()).mode & 0o777).toBe(0o600);
    writeFileSync(join(root, 'more.yaml'), 'actors:\n  - {id: more, name: More, type: state}\n');
    await answer();
    expect(statSync(indexFile()).mode & 0o777).toBe(0o600);
  });

  test.each([0o777, 0o770, 0o722])('is not used with mode %o, because others can write in it', async (mode) => {
    mkdirSync(cache);
    chmodSync(cache, mode);
    expect(await answer()).toEqual(await right());
    expect(readdirSync(cache)).toEqual([]);
  });

  test('that is a file, or below one, is done without', async () => {
    const expected = await right();
    for (const place of [join(root, 'isf.yaml'), join(root, 'isf.yaml', 'deeper')]) {
      cache = place;
      expect(await answer()).toEqual(expected);
    }
  });

  test('that is a link to elsewhere is not used', async () => {
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, cache);
    expect(await answer()).toEqual(await right());
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('holds one index for each data folder', async () => {
    await answer();
    const first = indexFile();
    const identity = identityOf(first);
    await runIsf(['list', 'actors', '--data', dataFolder({})], { cache });
    expect(readdirSync(cache)).toHaveLength(2);
    expect(identityOf(first)).toBe(identity);
  });

  test('is cleared of what a killed process left an hour ago, and of nothing else', async () => {
    root = dataFolder(files);
    await answer();
    const file = indexFile();
    const [old, young, other] = [`${file}.a1.tmp`, `${file}.b2.tmp`, join(cache, 'notes.tmp')];
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const path of [old, young, other]) writeFileSync(path, 'half');
    for (const path of [old, other]) utimesSync(path, hoursAgo, hoursAgo);
    writeFileSync(join(root, 'more.yaml'), 'actors: []\n');
    await answer();
    expect([old, young, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  });
});
