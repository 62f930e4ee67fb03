import { setImmediate } from 'node:timers/promises';
import { type Database, openDatabase, rows, run } from '../index/database.ts';
import type { Recorded } from '../query/recorded.ts';
import { rowsOf } from './rows.ts';
import { type Column, type Table, tables } from './tables.ts';
import { views } from './views.ts';

/** Texts that are searched in full, by table: `SELECT ... WHERE quotes_fts MATCH 'troops'`. */
const searched: Readonly<Record<string, readonly string[]>> = {
  quotes: ['text', 'speaker', 'place'],
  conditions: ['name', 'statement'],
  sources: ['title', 'publisher'],
  clauses: ['summary'],
  events: ['title', 'summary'],
};

/** Rows between two breaths, in which Ctrl-C is heard. */
const batch = 500;

/** Fills an empty SQLite file: a table for each kind and list, foreign keys, views with names in them, full text, and what it all means. */
export async function fillSqlite(file: string, recorded: Recorded): Promise<void> {
  const db = openDatabase(file);
  try {
    // A file that is cut short is thrown away whole, so that it needs no journal.
    db.exec(
      'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA user_version = 1',
    );
    db.exec('BEGIN');
    db.exec(tables.map(createTable).join('\n'));
    const inserts = new Map(tables.map((table) => [table.name, insertInto(table)]));
    let count = 0;
    for (const { table, cells } of rowsOf(recorded)) {
      inserts.get(table)?.(db, cells);
      if (++count % batch === 0) await setImmediate();
    }
    db.exec(tables.flatMap(createIndexes).join('\n'));
    for (const { name, select } of views) db.exec(`CREATE VIEW ${name} AS ${select}`);
    for (const [table, columns] of Object.entries(searched)) createSearch(db, table, columns);
    document(db);
    const loose = rows<[string]>(db, 'PRAGMA foreign_key_check');
    if (loose.length > 0) throw new Error(`a row of ${loose[0]?.[0]} mentions what is not there`);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

function createTable({ name, columns }: Table): string {
  const lines = columns.map((column) => {
    const key = column.name === 'id' && columns[0] === column ? ' PRIMARY KEY' : '';
    const of = column.of === undefined ? '' : ` REFERENCES ${column.of} (id)`;
    return `  ${quoted(column.name)} ${column.type.toUpperCase()}${column.required ? ' NOT NULL' : ''}${key}${of}`;
  });
  return `CREATE TABLE ${name} (\n${lines.join(',\n')}\n);`;
}

function createIndexes({ name, columns }: Table): string[] {
  return columns
    .filter((column) => column.of !== undefined)
    .map((column) => `CREATE INDEX ${name}_by_${column.name} ON ${name} (${quoted(column.name)});`);
}

function insertInto({ name, columns }: Table) {
  const sql = `INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`;
  return (db: Database.Database, cells: Readonly<Record<string, unknown>>) =>
    run(db, sql, ...columns.map((column: Column) => cells[column.name] ?? null));
}

/** External content, so that the words are kept once, and tools such as Datasette find which table the search is of. */
function createSearch(db: Database.Database, table: string, columns: readonly string[]): void {
  db.exec(
    `CREATE VIRTUAL TABLE ${table}_fts USING fts5 (${columns.join(', ')}, content = '${table}', tokenize = 'porter unicode61 remove_diacritics 2');
     INSERT INTO ${table}_fts (${table}_fts) VALUES ('rebuild');`,
  );
}

function document(db: Database.Database): void {
  db.exec('CREATE TABLE documentation (name TEXT NOT NULL, column TEXT, about TEXT NOT NULL)');
  const add = (name: string, column: string | null, about: string) =>
    run(db, 'INSERT INTO documentation VALUES (?, ?, ?)', name, column, about);
  for (const { name, about, columns } of tables) {
    add(name, null, about);
    for (const column of columns) if (column.about !== '') add(name, column.name, column.about);
  }
  for (const { name, about } of views) add(name, null, about);
  for (const [table, columns] of Object.entries(searched))
    add(`${table}_fts`, null, `Full text (FTS5) of ${table}: ${columns.join(', ')}.`);
}

function quoted(name: string): string {
  return `"${name}"`;
}
