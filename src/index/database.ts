import { rmSync } from 'node:fs';
import Database from 'libsql';
import { exitCodes, Failure } from '../model/failure.ts';

export type { Database };

/** Raised with every change of the tables below or of what is stored in them. */
const layout = 7;

/** `isf1` in ASCII: marks a file as an index of ours. */
const applicationId = 0x69736631;

const tables = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE files (
    path TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,  -- '' where the file may change without a new stamp
    hash TEXT NOT NULL,
    unread INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE records (
    record INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    path TEXT NOT NULL,   -- JSON, from the document's root
    shared TEXT NOT NULL, -- JSON, the fields that come from defaults
    kind TEXT NOT NULL,
    space TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,   -- JSON
    first TEXT,
    last TEXT,
    wording TEXT,         -- SHA-256 of the text of a direct quote
    valid INTEGER NOT NULL DEFAULT 1,
    because TEXT          -- where it is not valid for a fault that stands elsewhere: what it rests on, or '' for what it shares
  );
  CREATE INDEX records_by_kind ON records (kind, id);
  CREATE INDEX records_by_space ON records (space, id);
  CREATE INDEX records_by_file ON records (file);
  CREATE TABLE broken (
    record INTEGER PRIMARY KEY, -- below 0, so that mentions tell it from a record that could be read
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    path TEXT NOT NULL,   -- JSON, from the document's root
    shared TEXT NOT NULL, -- JSON, the fields that come from defaults
    kind TEXT NOT NULL,   -- '' where it could not be read, as space
    space TEXT NOT NULL,
    id TEXT NOT NULL,     -- '' where it could not be read
    because TEXT          -- as of records
  );
  CREATE INDEX broken_by_id ON broken (id, space);
  CREATE TABLE words (file TEXT NOT NULL, word TEXT NOT NULL); -- in what could not be read: ids, for all we know
  CREATE INDEX words_by_word ON words (word);
  CREATE TABLE mentions (
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    path TEXT NOT NULL,   -- JSON, from the record
    space TEXT NOT NULL,
    given TEXT NOT NULL,  -- as written
    target TEXT NOT NULL  -- the current id
  );
  CREATE INDEX mentions_by_target ON mentions (space, target, field, record);
  CREATE INDEX mentions_by_record ON mentions (record);
  CREATE TABLE names (
    record INTEGER NOT NULL,
    kind TEXT NOT NULL,
    space TEXT NOT NULL,
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    how TEXT NOT NULL
  );
  CREATE INDEX names_by_key ON names (key);
  CREATE INDEX names_by_record ON names (record);
  CREATE INDEX former_names ON names (space, name) WHERE how = 'former id';
  CREATE TABLE proofs (
    given TEXT PRIMARY KEY, -- as isf.lock has it
    quote TEXT NOT NULL,    -- the current id
    source TEXT NOT NULL,   -- the current id
    wording TEXT NOT NULL,  -- SHA-256 of the text that was verified
    line INTEGER NOT NULL,
    body TEXT NOT NULL      -- JSON
  );
  CREATE INDEX proofs_by_quote ON proofs (quote);
  CREATE TABLE diagnostics (
    stage TEXT NOT NULL,  -- 'reading' or 'rules'
    file TEXT NOT NULL,
    severity TEXT NOT NULL,
    body TEXT NOT NULL    -- JSON
  );
  CREATE INDEX diagnostics_by_file ON diagnostics (stage, file);
  CREATE VIRTUAL TABLE texts USING fts5 (
    name, body, compounds, ids,
    content = '', tokenize = 'ascii', prefix = '2 3'
  );
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, row);
`;

const paths = new WeakMap<Database.Database, string>();

/** Opens a database file, or `:memory:`. */
export function openDatabase(path: string): Database.Database {
  const db = new Database(path);
  paths.set(db, path);
  return db;
}

/** Asks a database; where its file turns out to be damaged, as by a failing disk, the file is removed, so that the next command makes a new one. */
function ask<T>(db: Database.Database, question: () => T): T {
  try {
    return question();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) throw error;
    rmSync(paths.get(db) ?? '', { force: true });
    throw new Failure(
      exitCodes.surroundings,
      'the index of this knowledge base was damaged, and has been removed',
      'ask again: it is made anew',
    );
  }
}

/** Lays an empty index out for the data files of a name and a build of the program. */
export function createTables(db: Database.Database, name: string, build: string): void {
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layout};`);
  db.exec(tables);
  setMeta(db, 'files', name);
  setMeta(db, 'build', build);
}

/** True where the database is the index of the data files of this name by this build; throws where it is no database at all. */
export function isOurs(db: Database.Database, name: string, build: string): boolean {
  return (
    value(db, 'PRAGMA application_id') === applicationId &&
    value(db, 'PRAGMA user_version') === layout &&
    getMeta(db, 'files') === name &&
    getMeta(db, 'build') === build
  );
}

export function getMeta(db: Database.Database, key: string): string | undefined {
  return value(db, 'SELECT value FROM meta WHERE key = ?', key);
}

export function setMeta(db: Database.Database, key: string, content: string): void {
  run(db, 'INSERT OR REPLACE INTO meta VALUES (?, ?)', key, content);
}

const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

function prepared(db: Database.Database, sql: string): Database.Statement {
  const known = statements.get(db) ?? new Map<string, Database.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? prepare(db, sql);
  known.set(sql, statement);
  return statement;
}

function prepare(db: Database.Database, sql: string): Database.Statement {
  const statement = db.prepare(sql);
  return statement.reader ? statement.raw() : statement;
}

/** Every row of an answer, as a tuple of its columns. */
export function rows<T extends readonly unknown[]>(
  db: Database.Database,
  sql: string,
  ...values: readonly unknown[]
): T[] {
  return ask(db, () => prepared(db, sql).all(...values) as T[]);
}

/** The first row of an answer. */
export function row<T extends readonly unknown[]>(
  db: Database.Database,
  sql: string,
  ...values: readonly unknown[]
): T | undefined {
  return ask(db, () => prepared(db, sql).get(...values) as T | undefined);
}

/** The first column of the first row. */
export function value<T>(db: Database.Database, sql: string, ...values: readonly unknown[]): T | undefined {
  return row<[T]>(db, sql, ...values)?.[0];
}

/** The first column of every row. */
export function column<T>(db: Database.Database, sql: string, ...values: readonly unknown[]): T[] {
  return rows<[T]>(db, sql, ...values).map(([first]) => first);
}

/** Rows one by one, for answers that may be large; questions may be asked meanwhile. */
export function* eachRow<T extends readonly unknown[]>(
  db: Database.Database,
  sql: string,
  ...values: readonly unknown[]
): Iterable<T> {
  const found = ask(db, () =>
    db
      .prepare(sql)
      .raw()
      .iterate(...values),
  ) as IterableIterator<T>;
  for (let next = ask(db, () => found.next()); !next.done; next = ask(db, () => found.next())) yield next.value;
}

/** Carries out a statement that answers nothing. */
export function run(db: Database.Database, sql: string, ...values: readonly unknown[]): void {
  prepared(db, sql).run(...values);
}
