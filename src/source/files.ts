import type { ReadingRule } from './rules.ts';

export const manifestName = 'isf.yaml';

/** The lockfile for quotes, beside the manifest. */
export const lockName = 'isf.lock';

/** The lockfile cannot be split as data files can, so it may be larger. */
const mostLockShare = 8;

/** A data file before it is opened; `path` is relative to the data folder, with `/`. */
export interface FileState {
  readonly path: string;
  readonly size: number;
  /** Another stamp is another content to read. */
  readonly stamp: string;
  /** When it last changed, in milliseconds of the clock of where it lies; 0 for what cannot change. */
  readonly changed: number;
}

/** Something among the data files that is not read, and why. */
export interface Skipped {
  readonly path: string;
  readonly rule: 'symbolic-link' | 'unreadable';
  readonly message: string;
  readonly hint: string;
}

export interface Listing {
  readonly files: readonly FileState[];
  readonly skipped: readonly Skipped[];
}

/** Why a file has no bytes to read. */
export interface Refusal {
  readonly rule: ReadingRule;
  readonly message: string;
  readonly hint?: string;
}

/** Where data files come from: a folder, or what git keeps of one. */
export interface DataFiles {
  /** What their index is kept under: the same name may list other files later, of which only those with another stamp are read. */
  readonly name: string;
  /** The name of others that may hold much the same: where there is no index of these, one of those is a beginning. */
  readonly like?: string;
  /** The lockfile and every `.yaml` and `.yml` file in path order; dot-folders and node_modules are passed over, links not followed. */
  list(): Listing;
  /** The bytes of listed files, or why there are none. */
  read(files: readonly FileState[], maxBytes: number): Iterable<{ file: FileState; bytes: Buffer | Refusal }>;
}

/** True for the lockfile, and for every other file that counts as data, by its path in the folder. */
export function isDataFile(path: string): boolean {
  return path === lockName || /\.ya?ml$/i.test(path);
}

/** How large a file may be where data files may be `maxBytes`. */
export function mostBytes(path: string, maxBytes: number): number {
  return path === lockName ? maxBytes * mostLockShare : maxBytes;
}

/** True for a file or folder name that no data is looked for under. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

export function tooLarge(size: number, maxBytes: number): Refusal {
  return {
    rule: 'file-too-large',
    message: `this file is ${(size / 1048576).toFixed(1)} MiB, and the limit is ${maxBytes / 1048576} MiB`,
    hint: 'split it, since records may lie in any number of files, or raise the limit with ISF_MAX_FILE_MIB',
  };
}
