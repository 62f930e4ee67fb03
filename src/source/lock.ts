import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyLock, formatLock, type Lock, parseLock } from '../evidence/lock.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import { lockName } from './files.ts';
import { codeOf } from './folder.ts';
import { decode } from './text.ts';
import { updateWhole } from './write.ts';

/** The lockfile of a data folder, empty where there is none; throws a Failure where it cannot be read or has a fault. */
export function readLock(root: string): Lock {
  try {
    return lockIn(readFileSync(join(root, lockName)));
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (codeOf(error) === 'ENOENT') return emptyLock;
    throw new Failure(exitCodes.data, `${lockName} cannot be read (${codeOf(error)})`, 'check its permissions');
  }
}

/** Replaces the lockfile by what `change` makes of it, one process after the other. */
export async function writeLock(root: string, change: (before: Lock) => Lock): Promise<void> {
  try {
    await updateWhole(join(root, lockName), (bytes) => {
      const after = formatLock(change(bytes === undefined ? emptyLock : lockIn(bytes)));
      return bytes?.toString() === after ? undefined : after;
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      exitCodes.surroundings,
      `cannot write ${lockName} (${codeOf(error)})`,
      'what was there before is as it was',
    );
  }
}

function lockIn(bytes: Buffer): Lock {
  const decoded = decode(bytes);
  if (!decoded.ok) throw new Failure(exitCodes.data, `${lockName}: ${decoded.message}`, 'take it from git again');
  const parsed = parseLock(decoded.text);
  if (parsed.ok) return parsed.lock;
  const [fault] = parsed.faults;
  throw new Failure(exitCodes.data, `${lockName}:${fault?.line}: ${fault?.message}`, fault?.hint);
}
