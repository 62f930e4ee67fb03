import { spawn } from 'node:child_process';
import { readdirSync, renameSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { dataFolder, type Files, temporaryFolder } from '../folder.ts';

const program = inject('program');

/** `count` actors in ten files, all with the same note. */
function actors(count: number, note: string): Files {
  const files = Array.from({ length: 10 }, (_, file) => {
    const records = Array.from({ length: count / 10 }, (_, index) => {
      const id = `actor-${file}-${index}`;
      return `  - {id: ${id}, name: ${id}, type: state, note: ${note}}\n`;
    });
    return [`actors-${file}.yaml`, `actors:\n${records.join('')}`] as const;
  });
  return Object.fromEntries(files);
}

/** Writes as editors and git do: whoever reads, reads the whole of the old or of the new. */
function replaceFiles(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(root, `.${name}`), text);
    renameSync(join(root, `.${name}`), join(root, name));
  }
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(root: string, cache: string) {
  const env = { PATH: process.env.PATH, ISF_CACHE: cache };
  const child = spawn(process.execPath, [program, 'list', 'actors', '-f', 'json', '--data', root], { env });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text) => {
      told[name] += text;
    });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...told })));
  return { child, ended };
}

const query = (root: string, cache: string) => start(root, cache).ended;
const together = (root: string, cache: string) => Promise.all(Array.from({ length: 2 }, () => query(root, cache)));

function notesIn({ code, stdout, stderr }: Ended): string[] {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).results.map(({ record }: { record: { note: string } }) => record.note);
}

describe('several processes at once', () => {
  test('answer alike from a cold index, a stale one, and while files change', async () => {
    const root = dataFolder(actors(40, 'first'));
    const cache = temporaryFolder();
    for (const ended of await together(root, cache)) expect(notesIn(ended)).toEqual(Array(40).fill('first'));

    replaceFiles(root, actors(40, 'second'));
    for (const ended of await together(root, cache)) expect(notesIn(ended)).toEqual(Array(40).fill('second'));

    const running = together(root, cache);
    let over = false;
    running.finally(() => {
      over = true;
    });
    for (let turn = 0; !over; turn++) {
      replaceFiles(root, actors(40, `turn-${turn % 7}`));
      await setTimeout(20);
    }
    for (const ended of await running) {
      const notes = notesIn(ended);
      expect(notes).toHaveLength(40);
      expect(notes.filter((note) => !/^(second|turn-\d)$/.test(note))).toEqual([]);
    }

    replaceFiles(root, actors(40, 'last'));
    expect(notesIn(await query(root, cache))).toEqual(Array(40).fill('last'));
    expect(readdirSync(cache).filter((name) => !name.endsWith('.sqlite'))).toEqual([]);
  }, 60_000);
});

test('a process killed at any moment leaves an index that answers right', async () => {
  const root = dataFolder(actors(50, 'start'));
  const cache = temporaryFolder();
  await query(root, cache);
  let killed = 0;
  for (let turn = 0; turn < 6; turn++) {
    replaceFiles(root, actors(50, `turn-${turn}`));
    const { child, ended } = start(root, cache);
    // At one of the moments at which something happens to the index: its temporary file is made, written to, put in its place.
    let moments = 0;
    const watcher = watch(cache, () => {
      if (moments++ === turn * 2) child.kill('SIGKILL');
    });
    if ((await ended).code === null) killed++;
    watcher.close();
    // Every third time; in between, the next command finds what several killed ones have left.
    if (turn % 3 === 1) expect(notesIn(await query(root, cache))).toEqual(Array(50).fill(`turn-${turn}`));
  }
  expect(killed).toBeGreaterThanOrEqual(3);
}, 60_000);
