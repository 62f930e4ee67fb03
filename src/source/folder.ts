import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compareText } from '../model/diagnostic.ts';

export const manifestName = 'isf.yaml';

/** The lockfile for quotes, beside the manifest. */
export const lockName = 'isf.lock';

/** A data file as the file system has it, without opening it; `path` is relative, with `/`. */
export interface FileState {
  readonly path: string;
  readonly size: number;
  /** Size, times in nanoseconds and inode, as one string: another string is another file content to read. */
  readonly stamp: string;
  /** When it last changed, in milliseconds of the file system's clock. */
  readonly changed: number;
}

/** Something in the folder that is not read, and why. */
export interface Skipped {
  readonly path: string;
  readonly rule: 'symbolic-link' | 'unreadable';
  readonly message: string;
}

export interface Listing {
  readonly files: readonly FileState[];
  readonly skipped: readonly Skipped[];
}

/** The lockfile and every `.yaml` and `.yml` file below a data folder, in path order; dot-folders and node_modules are passed over, links not followed. */
export function listFiles(root: string): Listing {
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
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const stats = lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false });
      if (!stats) continue;
      if (stats.isDirectory()) visit(path);
      else if (stats.isSymbolicLink()) {
        if (isRead(path) || statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory())
          skipped.push({ path, rule: 'symbolic-link', message: 'this symbolic link is not followed' });
      } else if (stats.isFile() && isRead(path))
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

function isRead(path: string): boolean {
  return path === lockName || /\.ya?ml$/i.test(path);
}

/** The code of a file system error (`EACCES`), or its message. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
