import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { byPlace } from '../model/diagnostic.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { LeftOut } from '../model/left-out.ts';
import type { Manifest } from '../model/record.ts';
import type { Kind } from '../model/vocabulary.ts';
import type { Listing } from '../source/files.ts';
import { dropReplacement, finishReplacing, startReplacing } from '../source/write.ts';
import { column, createTables, type Database, getMeta, isOurs, openDatabase, rows, setMeta } from './database.ts';
import { knowledgeIn } from './knowledge.ts';
import { leftOutBesides, leftOutNamed } from './left-out.ts';
import type { RefreshOptions } from './refresh.ts';

export interface OpenOptions extends RefreshOptions {
  /** The folder for index files, or undefined for an index in memory. */
  readonly cache: string | undefined;
  /** Changes with every build of the program. */
  readonly build: string;
}

/** A knowledge base open for questions; close it when they are answered. */
export interface OpenBase {
  /** Undefined where the manifest cannot be read: then nothing can be answered. */
  readonly knowledge: KnowledgeBase | undefined;
  readonly errors: number;
  readonly warnings: number;
  /** How many records errors keep out of answers. */
  readonly leftOut: number;
  /** How many files and folders could not be read at all. */
  readonly unread: number;
  diagnostics(): Diagnostic[];
  /** The records that are left out although no problem stands at their own lines. */
  leftOutBesides(): LeftOut[];
  /** The record of the given kinds that answers to a name, where it is left out. */
  leftOutNamed(name: string, among: readonly Kind[]): LeftOut | undefined;
  close(): void;
}

/** Opens the index of data files, bringing it up to date first; throws only where they cannot be listed at all. */
export async function openBase(options: OpenOptions): Promise<OpenBase> {
  const listing = options.files.list();
  const kept = options.cache === undefined ? undefined : await openKept(options, options.cache, listing);
  return baseIn(kept ?? (await fill(openDatabase(':memory:'), options, listing)));
}

type Db = Database.Database;

/** The index in the cache folder, or undefined where that folder is of no use. */
async function openKept(options: OpenOptions, folder: string, listing: Listing): Promise<Db | undefined> {
  if (!isPrivate(folder)) return undefined;
  const { name } = options.files;
  const own = openSealed(folder, name, options, listing);
  if (own !== 'stale' && own !== undefined) return own;
  const from = own === 'stale' ? name : beginning(folder, options, listing);
  const refreshed = from === undefined ? undefined : await write(folder, options, listing, from);
  return refreshed ?? (await write(folder, options, listing));
}

/** Of files that have no index, the name of the like of them that has one. */
function beginning(folder: string, options: OpenOptions, listing: Listing): string | undefined {
  const { like } = options.files;
  if (like === undefined) return undefined;
  const there = openSealed(folder, like, options, listing);
  if (there !== 'stale') closeQuietly(there);
  return there === undefined ? undefined : like;
}

function indexFile(folder: string, name: string): string {
  return join(folder, `${hashed(name)}.sqlite`);
}

/** FNV-1a, 64 bits: names the file, whose contents say which folder it is for. node:crypto would cost each start 3 ms. */
function hashed(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** What an index was made from: another build of the program, or another limit, makes another index of the same files. */
function makerOf({ build, maxFileBytes }: OpenOptions): string {
  return `${build} ${maxFileBytes}`;
}

/** The index of that name as it is, unless files have changed since; undefined where it is missing, foreign, or not as it was written. */
function openSealed(folder: string, name: string, options: OpenOptions, listing: Listing): Db | 'stale' | undefined {
  const file = indexFile(folder, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  // SQLite would play a journal back into whatever file is beside it, and no index of ours has one.
  if (!stats?.isFile() || existsSync(journalOf(file))) return undefined;
  let state: 'stale' | undefined;
  let db: Db | undefined;
  try {
    db = openDatabase(file);
    db.exec('BEGIN');
    if (isOurs(db, name, makerOf(options)) && getMeta(db, 'sealed') === String(stats.mtimeMs)) {
      if (isCurrent(db, listing)) return db;
      state = 'stale';
    }
  } catch {
    // No database, or a damaged one.
  }
  closeQuietly(db);
  return state;
}

function journalOf(file: string): string {
  return `${file}-journal`;
}

/**
 * Writes the index anew, or from one that there is, beside the old one, and puts it in its place in one step; undefined where that fails.
 * An index file is never written to once it has its name: readers and writers need no lock, and a process may end at any moment.
 */
async function write(folder: string, options: OpenOptions, listing: Listing, from?: string): Promise<Db | undefined> {
  const { name } = options.files;
  const file = indexFile(folder, name);
  let temporary: string | undefined;
  let db: Db | undefined;
  try {
    temporary = startReplacing(file, 0o600);
    if (from !== undefined) copyFileSync(indexFile(folder, from), temporary, constants.COPYFILE_FICLONE);
    db = openDatabase(temporary);
    if (from !== undefined && !isOurs(db, from, makerOf(options))) throw new Error('replaced meanwhile');
    await fill(db, options, listing, from);
    // The time that the file gets is written in it, so that whatever is done to it later shows. Some file systems count in steps of 2 s.
    const seconds = Math.floor(Date.now() / 2000) * 2;
    setMeta(db, 'sealed', String(seconds * 1000));
    setMeta(db, 'written', temporary);
    db.exec('COMMIT');
    db.close();
    syncFile(temporary);
    utimesSync(temporary, seconds, seconds);
    removeAbandoned(file);
    finishReplacing(temporary, file);
    db = openDatabase(file);
    db.exec('BEGIN');
    // Another process may have put its own there since: perhaps that of another revision.
    if (getMeta(db, 'written') === temporary) return db;
  } catch {
    // No room, no permission, or damage that has only now come to light.
    if (temporary !== undefined) dropReplacement(temporary);
  }
  closeQuietly(db);
  return undefined;
}

/** Brings a database up to date, which is new or holds the index of the name `from`; leaves its transaction open. */
async function fill(db: Db, options: OpenOptions, listing: Listing, from?: string): Promise<Db> {
  const { refresh } = await import('./refresh.ts');
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  db.exec('BEGIN');
  if (from === undefined) createTables(db, options.files.name, makerOf(options));
  else setMeta(db, 'files', options.files.name);
  await refresh(db, options, listing);
  return db;
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Removes what a process that was killed has left beside an index: a journal, and what was to replace it, an hour later at the earliest. */
function removeAbandoned(file: string): void {
  rmSync(journalOf(file), { force: true });
  const prefix = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file))) {
    if (!name.startsWith(prefix) || !name.endsWith('.tmp')) continue;
    const path = join(dirname(file), name);
    const age = Date.now() - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY);
    if (age > 3_600_000) rmSync(path, { force: true });
  }
}

/** True where no file has come, gone or changed since the index was written. */
function isCurrent(db: Db, listing: Listing): boolean {
  const known = new Map(rows<[string, string]>(db, 'SELECT path, stamp FROM files'));
  return (
    known.size === listing.files.length &&
    listing.files.every(({ path, stamp }) => known.get(path) === stamp) &&
    getMeta(db, 'skipped') === JSON.stringify(listing.skipped)
  );
}

function baseIn(db: Db): OpenBase {
  const manifest = getMeta(db, 'manifest');
  const count = (severity: string) => Number(getMeta(db, severity) ?? 0);
  return {
    knowledge: manifest === undefined ? undefined : knowledgeIn(db, JSON.parse(manifest) as Manifest),
    errors: count('errors'),
    warnings: count('warnings'),
    leftOut: count('left_out'),
    unread: count('unread'),
    diagnostics: () =>
      column<string>(db, 'SELECT body FROM diagnostics')
        .map((body) => JSON.parse(body) as Diagnostic)
        .sort(byPlace),
    leftOutBesides: () => leftOutBesides(db),
    leftOutNamed: (name, among) => leftOutNamed(db, name, among),
    close: () => closeQuietly(db),
  };
}

/** Makes the folder if need be; false where it cannot be had for this user alone. */
function isPrivate(folder: string): boolean {
  try {
    makeFolder(folder);
    const stats = lstatSync(folder);
    const { uid } = userInfo();
    return stats.isDirectory() && (uid === -1 || (stats.uid === uid && (stats.mode & 0o022) === 0));
  } catch {
    return false;
  }
}

/** Makes a folder and those above it one by one; throws where one cannot be. Asked for all of them at once, Node 20 never ends where a parent, as /proc, takes no folder. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

function closeQuietly(db: Db | undefined): void {
  // Asked about its transaction, a connection that is closed takes the process down with it.
  if (!db?.open) return;
  try {
    // A connection outlives its close while statements of it wait to be collected: without this, with its locks.
    if (db.inTransaction) db.exec('ROLLBACK');
    db.close();
  } catch {
    // Damaged: there is nothing left to free.
  }
}
