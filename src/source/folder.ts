import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compareText } from '../model/diagnostic.ts';
import {
  type DataFiles,
  type FileState,
  isDataFile,
  isPassedOver,
  type Listing,
  manifestName,
  mostBytes,
  type Refusal,
  type Skipped,
  tooLarge,
} from './files.ts';

const checkPermissions = 'check its permissions';

/** The data files of a folder, its path resolved. */
export function filesInFolder(root: string): DataFiles {
  return {
    name: root,
    list: () => listFiles(root),
    *read(files, maxBytes) {
      for (const file of files) yield { file, bytes: readBytes(join(root, file.path), mostBytes(file.path, maxBytes)) };
    },
  };
}

/** Every data file below a folder; the stamp is size, times in nanoseconds and inode. */
function listFiles(root: string): Listing {
  const files: FileState[] = [];
  const skipped: Skipped[] = [];
  const visit = (prefix: string) => {
    let names: string[];
    try {
      names = readdirSync(join(root, prefix));
    } catch (error) {
      if (prefix === '') throw error;
      skipped.push({
        path: prefix,
        rule: 'unreadable',
        message: `this folder cannot be read (${codeOf(error)})`,
        hint: checkPermissions,
      });
      return;
    }
    for (const name of names) {
      if (isPassedOver(name)) continue;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const skip = (rule: Skipped['rule'], message: string, hint: string) =>
        skipped.push({ path, rule, message, hint });
      const stats = stateOf(join(root, path));
      if (typeof stats === 'string') skip('unreadable', `this cannot be looked at (${stats})`, checkPermissions);
      else if (!stats) {
        // Bytes that are not UTF-8 come out as U+FFFD, which is then no name in the folder; any other was there a moment ago.
        if (name.includes('\ufffd') && isDataFile(path))
          skip('unreadable', 'the name of this file is not UTF-8', 'rename it');
      } else if (stats.isDirectory()) visit(path);
      else if (stats.isSymbolicLink()) {
        if (isDataFile(path) || leadsToFolder(join(root, path)))
          skip(
            'symbolic-link',
            'this symbolic link is not followed',
            'put what it leads to into the data folder itself',
          );
      } else if (!isDataFile(path)) continue;
      else if (!stats.isFile())
        skip('unreadable', 'this is not a file but a device, pipe or socket', 'remove it, or give it another name');
      else
        files.push({
          path,
          size: Number(stats.size),
          stamp: `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}`,
          changed: Number(stats.ctimeMs),
        });
    }
  };
  visit('');
  const byPath = (a: { path: string }, b: { path: string }) => compareText(a.path, b.path);
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

/** What stands at a path, undefined where nothing does, or the code of the error. */
function stateOf(path: string): BigIntStats | string | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    return codeOf(error);
  }
}

/** False also where the link leads nowhere, or round in a circle. */
function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

/** The bytes of a file, without following a link. */
function readBytes(path: string, maxBytes: number): Buffer | Refusal {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { size } = fstatSync(file);
    return size > maxBytes ? tooLarge(size, maxBytes) : readFileSync(file);
  } catch (error) {
    // Removed since the folder was listed: it holds nothing.
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    return { rule: 'unreadable', message: `this file cannot be read (${codeOf(error)})`, hint: checkPermissions };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Where a knowledge base was looked for, and the folder found. */
export type Found =
  | { readonly ok: true; readonly root: string }
  | { readonly ok: false; readonly looked: readonly string[] };

/** The folder named, which must hold a manifest. */
export function findNamed(folder: string): Found {
  return holdsManifest(folder)
    ? { ok: true, root: realpathSync(folder) }
    : { ok: false, looked: [join(folder, manifestName)] };
}

/** The nearest folder upwards that holds `isf.yaml` or `data/isf.yaml`, else the shipped one. */
export function findNearest(from: string, shipped: string): Found {
  const looked: string[] = [];
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    for (const candidate of [folder, join(folder, 'data')]) {
      if (holdsManifest(candidate)) return { ok: true, root: realpathSync(candidate) };
      looked.push(join(candidate, manifestName));
    }
    if (dirname(folder) === folder) break;
  }
  const found = findNamed(shipped);
  return found.ok ? found : { ok: false, looked: [...looked, ...found.looked] };
}

function holdsManifest(folder: string): boolean {
  try {
    return lstatSync(join(folder, manifestName)).isFile();
  } catch {
    return false;
  }
}

/** The code of a file system error (`EACCES`), or its message. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
