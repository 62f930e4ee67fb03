import type { ReadingRule } from './rules.ts';

export const manifestName = 'isf.yaml';

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
  /** Every `.yaml` and `.yml` file in path order; dot-folders and node_modules are passed over, links not followed. */
  list(): Listing;
  /** The bytes of listed files, or why there are none. */
  read(files: readonly FileState[], maxBytes: number): Iterable<{ file: FileState; bytes: Buffer | Refusal }>;
}

/** True for a name by which a file counts as data. */
export function isDataFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
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
