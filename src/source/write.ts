import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { exitCodes, Failure } from '../model/failure.ts';
import { codeOf } from './folder.ts';

/** Temporary files and folders that stand for one to be replaced, until they do. */
const pending = new Set<string>();

/** Removes what is half written; for a process that is told to end. */
export function discardPending(): void {
  for (const temporary of pending) rmSync(temporary, { recursive: true, force: true });
}

function temporaryBeside(path: string): string {
  return `${path}.${Math.random().toString(36).slice(2)}.tmp`;
}

/** Makes an empty file of the given mode beside `path`, to be filled and put in its place; whatever goes wrong, it is removed. */
export function startReplacing(path: string, mode: number): string {
  const temporary = temporaryBeside(path);
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
  rmSync(temporary, { recursive: true, force: true });
  pending.delete(temporary);
}

/** Replaces a file, or the one that a link leads to, in one step: whoever reads it, and whatever goes wrong, sees the old content or the new. Devices and pipes are written to as they are. */
export function writeWhole(path: string, text: string): void {
  const writing = startWriting(path);
  try {
    writeFileSync(writing.file, text);
    writing.finish();
  } catch (error) {
    writing.drop();
    throw error;
  }
}

/** As writeWhole, for what may be larger than memory: piece by piece, between which Ctrl-C is heard. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const writing = startWriting(path);
  try {
    for (const piece of pieces) {
      writeFileSync(writing.file, piece);
      await setImmediate();
    }
    writing.finish();
  } catch (error) {
    writing.drop();
    throw error;
  }
}

/** Where a link leads, to a file that is there or one to come. */
function targetOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? targetOf(resolve(dirname(path), readlinkSync(path))) : path;
}

interface Writing {
  readonly file: number;
  finish(): void;
  drop(): void;
}

function startWriting(path: string): Writing {
  const before = statSync(path, { throwIfNoEntry: false });
  const target = targetOf(path);
  const temporary = before && !before.isFile() ? undefined : startReplacing(target, 0o666);
  const file = temporary === undefined ? openSync(path, 'w') : openSync(temporary, 'r+');
  if (temporary !== undefined && before) fchmodSync(file, before.mode & 0o777);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    file,
    finish: () => {
      if (temporary !== undefined) fsyncSync(file);
      close();
      if (temporary !== undefined) finishReplacing(temporary, target);
    },
    drop: () => {
      close();
      if (temporary !== undefined) dropReplacement(temporary);
    },
  };
}

/** Replaces a file, in one step, by one that `fill` makes of an empty one. */
export async function writeFilled(path: string, fill: (file: string) => Promise<void>): Promise<void> {
  const before = statSync(path, { throwIfNoEntry: false });
  const target = targetOf(path);
  const temporary = startReplacing(target, 0o666);
  try {
    await fill(temporary);
    const file = openSync(temporary, 'r+');
    try {
      if (before) fchmodSync(file, before.mode & 0o777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    finishReplacing(temporary, target);
  } catch (error) {
    dropReplacement(temporary);
    throw error;
  }
}

/**
 * Puts a folder that `fill` fills in the place of `given`, or of the folder that a link leads to, or leaves what is there. An old folder is moved aside first, since no
 * system replaces a full one in one step: a kill between the two moves leaves both, under other names.
 */
export async function writeFolder(given: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const path = targetOf(given);
  const temporary = temporaryBeside(path);
  pending.add(temporary);
  try {
    mkdirSync(temporary);
    await fill(temporary);
    syncFolder(temporary);
    const before = statSync(path, { throwIfNoEntry: false }) ? temporaryBeside(path) : undefined;
    if (before !== undefined) renameSync(path, before);
    try {
      finishReplacing(temporary, path);
    } catch (error) {
      if (before !== undefined) renameSync(before, path);
      throw error;
    }
    if (before !== undefined) rmSync(before, { recursive: true });
  } catch (error) {
    dropReplacement(temporary);
    throw error;
  }
}

/** What it is to the user that a folder stands where a file is to be written. */
export function folderInTheWay(given: string): Failure {
  return new Failure(exitCodes.surroundings, `${given} is a folder, and this writes a file`, 'name a file in it');
}

/** What a failure to write `given` is to the user. */
export function refusedWrite(given: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (codeOf(error) === 'EISDIR') return folderInTheWay(given);
  return new Failure(
    exitCodes.surroundings,
    `cannot write ${given} (${codeOf(error)})`,
    'what was there before is as it was',
  );
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
