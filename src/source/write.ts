import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exitCodes, Failure } from '../model/failure.ts';

/** Temporary files that stand for a file to be replaced, until they do. */
const pending = new Set<string>();

/** Removes what is half written; for a process that is told to end. */
export function discardPending(): void {
  for (const temporary of pending) rmSync(temporary, { force: true });
}

/** Makes an empty file of the given mode beside `path`, to be filled and put in its place; whatever goes wrong, it is removed. */
export function startReplacing(path: string, mode: number): string {
  const temporary = `${path}.${Math.random().toString(36).slice(2)}.tmp`;
  pending.add(temporary);
  closeSync(openSync(temporary, 'wx', mode));
  return temporary;
}

/** Puts a filled temporary file in the place of `path` in one step. */
export function finishReplacing(temporary: string, path: string): void {
  renameSync(temporary, path);
  pending.delete(temporary);
  syncFolder(dirname(path));
}

/** Gives a replacement up. */
export function dropReplacement(temporary: string): void {
  rmSync(temporary, { force: true });
  pending.delete(temporary);
}

/** Replaces a file in one step: whoever reads it, and whatever goes wrong, sees the old content or the new. Devices and pipes are written to as they are. */
export function writeWhole(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const temporary = startReplacing(path, before ? before.mode & 0o777 : 0o666);
  try {
    const file = openSync(temporary, 'r+');
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    finishReplacing(temporary, path);
  } catch (error) {
    dropReplacement(temporary);
    throw error;
  }
}

function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch {
    // Some file systems cannot sync a folder; the rename stands all the same.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const pollMilliseconds = 25;
const mostPolls = 400;

/**
 * Replaces a file by what `change` makes of its content (undefined: there is none), or leaves it where that is undefined. Others who
 * do the same wait their turn; a mark that nobody has taken away in ten seconds was left by a process that was killed.
 */
export async function updateWhole(
  path: string,
  change: (before: Buffer | undefined) => string | undefined,
): Promise<void> {
  const mark = `${path}.busy`;
  await takeTurn(path, mark);
  try {
    const before = statSync(path, { throwIfNoEntry: false }) && readFileSync(path);
    const after = change(before);
    if (after !== undefined) writeWhole(path, after);
  } finally {
    dropReplacement(mark);
  }
}

async function takeTurn(path: string, mark: string): Promise<void> {
  const own = Math.random().toString(36).slice(2);
  let holder = '';
  let polls = 0;
  for (let tries = 0; tries < 8 * mostPolls; tries++) {
    try {
      writeFileSync(mark, own, { flag: 'wx' });
      pending.add(mark);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const now = holderOf(mark);
    polls = now === holder ? polls + 1 : 0;
    holder = now;
    if (polls > mostPolls && holderOf(mark) === holder) {
      rmSync(mark, { force: true });
      polls = 0;
    }
    await setTimeout(pollMilliseconds);
  }
  throw new Failure(exitCodes.surroundings, `other processes keep writing ${path}`, 'try again');
}

function holderOf(mark: string): string {
  try {
    return readFileSync(mark, 'utf8');
  } catch {
    return '';
  }
}
