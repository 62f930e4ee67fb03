import {
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
  type Refusal,
  type Skipped,
  tooLarge,
} from './files.ts';

/** The data files of a folder, its path resolved. */
export function filesInFolder(root: string): DataFiles {
  return {
    name: root,
    list: () => listFiles(root),
    *read(files, maxBytes) {
      for (const file of files) yield { file, bytes: readBytes(join(root, file.path), maxBytes) };
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
      skipped.push({ path: prefix, rule: 'unreadable', message: `this folder cannot be read (${codeOf(error)})` });
      return;
    }
    for (const name of names) {
      if (isPassedOver(name)) continue;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const stats = lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false });
      if (!stats) continue;
      if (stats.isDirectory()) visit(path);
      else if (stats.isSymbolicLink()) {
        if (isDataFile(name) || statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory())
          skipped.push({ path, rule: 'symbolic-link', message: 'this symbolic link is not followed' });
      } else if (stats.isFile() && isDataFile(name))
        files.push({
          path,
          size: Number(stats.size),
          stamp: `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}`,
          changed: Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs)),
        });
    }
  };
  visit('');
  const byPath = (a: { path: string }, b: { path: string }) => compareText(a.path, b.path);
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

/** The bytes of a file, without following a link. */
function readBytes(path: string, maxBytes: number): Buffer | Refusal {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { size } = fstatSync(file);
    return size > maxBytes ? tooLarge(size, maxBytes) : readFileSync(file);
  } catch (error) {
    return {
      rule: 'unreadable',
      message: `this file cannot be read (${codeOf(error)})`,
      hint: 'check its permissions',
    };
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
