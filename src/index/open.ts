import { lstatSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { byPlace } from '../model/diagnostic.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Manifest } from '../model/record.ts';
import { type Listing, listFiles } from '../source/folder.ts';
import { dropReplacement, finishReplacing, startReplacing } from '../source/write.ts';
import { column, createTables, type Database, getMeta, isOurs, openDatabase, rows, value } from './database.ts';
import { knowledgeIn } from './knowledge.ts';
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
  diagnostics(): Diagnostic[];
  close(): void;
}

/** Opens the index of a data folder, bringing it up to date first; throws only where the folder itself cannot be listed. */
export async function openBase(options: OpenOptions): Promise<OpenBase> {
  const listing = listFiles(options.root);
  const kept = options.cache === undefined ? undefined : await openKept(options, options.cache, listing);
  return baseIn(kept ?? (await build(openDatabase(':memory:'), options, listing)));
}

type Db = Database.Database;

/** The index in the cache folder, or undefined where that folder is of no use. */
async function openKept(options: OpenOptions, folder: string, listing: Listing): Promise<Db | undefined> {
  if (!isPrivate(folder)) return undefined;
  const file = join(folder, `${hashed(options.root)}.sqlite`);
  return (await openFresh(file, options, listing)) ?? (await replace(file, options, listing));
}

/** FNV-1a, 64 bits: names the file, whose contents say which folder it is for. node:crypto would cost each start 3 ms. */
function hashed(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** The index file as it is, refreshed where needed; undefined where it is missing, damaged, foreign or cannot be written. */
async function openFresh(file: string, options: OpenOptions, listing: Listing): Promise<Db | undefined> {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  let db: Db | undefined;
  try {
    db = openDatabase(file);
    db.exec('BEGIN');
    if (!isOurs(db, options.root, options.build)) throw new Error('not our index');
    if (!isCurrent(db, listing)) {
      db.exec('ROLLBACK');
      db.exec('BEGIN IMMEDIATE');
      const { refresh } = await import('./refresh.ts');
      await refresh(db, options, listing);
      db.exec('COMMIT');
      db.exec('BEGIN');
    }
    // A page that cannot be read shows here rather than in the middle of an answer.
    value(db, 'SELECT count(*) FROM names WHERE key = ?', '');
    return db;
  } catch {
    closeQuietly(db);
    return undefined;
  }
}

/** Builds the index beside the old one and puts it in its place in one step; undefined where the folder cannot be written. */
async function replace(file: string, options: OpenOptions, listing: Listing): Promise<Db | undefined> {
  let temporary: string | undefined;
  let db: Db | undefined;
  try {
    temporary = startReplacing(file, 0o600);
    db = await build(openDatabase(temporary), options, listing);
    db.exec('COMMIT');
    db.close();
    finishReplacing(temporary, file);
    db = openDatabase(file);
    db.exec('BEGIN');
    return db;
  } catch {
    closeQuietly(db);
    if (temporary !== undefined) dropReplacement(temporary);
    return undefined;
  }
}

/** Fills an empty database; leaves its transaction open. */
async function build(db: Db, options: OpenOptions, listing: Listing): Promise<Db> {
  const { refresh } = await import('./refresh.ts');
  // No journal to leave behind: a build that is cut short is thrown away whole.
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
  db.exec('BEGIN');
  createTables(db, options.root, options.build);
  await refresh(db, options, listing);
  return db;
}

/** True where no file has come, gone or changed since the index was written. */
function isCurrent(db: Db, listing: Listing): boolean {
  const known = rows<[string, string]>(db, 'SELECT path, stamp FROM files ORDER BY path');
  return (
    known.length === listing.files.length &&
    known.every(
      ([path, stamp], index) => listing.files[index]?.path === path && listing.files[index]?.stamp === stamp,
    ) &&
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
    diagnostics: () =>
      column<string>(db, 'SELECT body FROM diagnostics')
        .map((body) => JSON.parse(body) as Diagnostic)
        .sort(byPlace),
    close: () => closeQuietly(db),
  };
}

/** Makes the folder if need be; false where it cannot be had for this user alone. */
function isPrivate(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    const { uid } = userInfo();
    return stats.isDirectory() && (uid === -1 || (stats.uid === uid && (stats.mode & 0o022) === 0));
  } catch {
    return false;
  }
}

function closeQuietly(db: Db | undefined): void {
  try {
    // A closed database keeps its locks as long as one of its statements is not yet collected as garbage.
    if (db?.inTransaction) db.exec('ROLLBACK');
    db?.close();
  } catch {
    // Closed already, or never open: there is nothing left to free.
  }
}
