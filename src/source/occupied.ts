import { existsSync, readdirSync, statSync } from 'node:fs';
import { exitCodes, Failure } from '../model/failure.ts';
import { folderInTheWay } from './write.ts';

/** Throws a Failure where a folder may not be filled: one that is empty may, and with `force` one that holds nothing but an earlier export, by the names `ours`; anything else is somebody's work. `output` is the path as typed. */
export function refuseForeign(path: string, output: string, ours: readonly string[], force: boolean): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory())
    throw new Failure(exitCodes.surroundings, `${output} is a file, and csv writes a folder`, 'name a folder');
  const held = readdirSync(path).sort();
  const foreign = held.find((name) => !ours.includes(name));
  if (foreign !== undefined)
    throw new Failure(
      exitCodes.usage,
      `${output} holds ${foreign}, which no export wrote`,
      'name a folder that is not there yet',
    );
  if (held.length > 0 && !force)
    throw new Failure(exitCodes.usage, `${output} is there already`, '--force replaces what an earlier export wrote');
}

/** Throws a Failure where no SQLite file may be put: a journal beside a database belongs to it, and would be played into the new file. */
export function refuseOpen(path: string, output: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw folderInTheWay(output);
  if (stats && !stats.isFile())
    throw new Failure(exitCodes.surroundings, `${output} is no file, and SQLite writes one`);
  const journal = ['-wal', '-journal'].find((ending) => existsSync(path + ending));
  if (journal !== undefined)
    throw new Failure(
      exitCodes.surroundings,
      `${output} is in use: ${output}${journal} is beside it`,
      'close the program that has it open',
    );
}
