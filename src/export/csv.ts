import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Recorded } from '../query/recorded.ts';
import { csvLines } from '../render/csv.ts';
import { type Cell, rowsOf } from './rows.ts';
import { type Column, tables } from './tables.ts';

/** The files of a folder of CSV: one for each table, and the descriptor that says what is in them. */
export const csvFiles: readonly string[] = [...tables.map(({ name }) => `${name}.csv`), 'datapackage.json'];

/** Rows gathered before they are written. */
const batch = 500;

/** Fills a folder with a CSV file for each table and a Data Package descriptor (https://specs.frictionlessdata.io). */
export async function fillCsvFolder(folder: string, recorded: Recorded): Promise<void> {
  const files = new Map(tables.map((table) => [table.name, openFile(folder, table.name, table.columns)]));
  try {
    let count = 0;
    for (const { table, cells } of rowsOf(recorded)) {
      files.get(table)?.add(cells);
      if (++count % batch === 0) await setImmediate();
    }
    for (const file of files.values()) file.finish();
    writeFileSync(join(folder, 'datapackage.json'), `${JSON.stringify(descriptor(recorded), null, 2)}\n`);
  } finally {
    for (const file of files.values()) file.close();
  }
}

function openFile(folder: string, name: string, columns: readonly Column[]) {
  const file = openSync(join(folder, `${name}.csv`), 'wx');
  let waiting: Cell[][] = [columns.map((column) => column.name)];
  const write = () => {
    if (waiting.length > 0) writeFileSync(file, csvLines(waiting));
    waiting = [];
  };
  return {
    add: (cells: Readonly<Record<string, Cell | undefined>>) => {
      waiting.push(columns.map((column) => cells[column.name] ?? null));
      if (waiting.length >= batch) write();
    },
    finish: () => {
      write();
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

function descriptor({ manifest }: Recorded) {
  return {
    name: manifest.name,
    title: manifest.title,
    profile: 'tabular-data-package',
    resources: tables.map(({ name, about, columns }) => {
      const others = columns.filter(({ of }) => of !== undefined);
      return {
        name,
        description: about,
        path: `${name}.csv`,
        profile: 'tabular-data-resource',
        encoding: 'utf-8',
        dialect: { lineTerminator: '\r\n' },
        schema: {
          fields: columns.map(({ name: field, type, about: description, required }) => ({
            name: field,
            type: type === 'integer' ? 'integer' : 'string',
            ...(description === '' ? {} : { description }),
            ...(required ? { constraints: { required } } : {}),
          })),
          ...(columns[0]?.name === 'id' ? { primaryKey: 'id' } : {}),
          ...(others.length === 0
            ? {}
            : {
                foreignKeys: others.map(({ name: field, of }) => ({
                  fields: field,
                  reference: { resource: of, fields: 'id' },
                })),
              }),
        },
      };
    }),
  };
}
