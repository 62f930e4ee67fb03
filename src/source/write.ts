import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

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
