import type { LeftOut } from '../model/left-out.ts';
import type { Kind } from '../model/vocabulary.ts';
import { nameKey } from '../model/words.ts';
import { type Database, rows } from './database.ts';

type Row = [kind: Kind | '', id: string, file: string, line: number, because: string | null];

const columns = 'kind, id, file, line, because';

const everyOne = `
  SELECT record, ${columns} FROM records WHERE valid = 0
  UNION ALL SELECT record, ${columns} FROM broken`;

/** The records that are left out although no problem stands at their own lines, in file order. */
export function leftOutBesides(db: Database.Database): LeftOut[] {
  return rows<Row>(
    db,
    `SELECT ${columns} FROM (${everyOne}) WHERE because IS NOT NULL ORDER BY file, line, kind, id`,
  ).map(toLeftOut);
}

/** A record of the given kinds, or of an unknown one, that answers to a name and is left out. */
export function leftOutNamed(db: Database.Database, name: string, among: readonly Kind[]): LeftOut | undefined {
  return rows<Row>(
    db,
    `SELECT each.kind, each.id, file, line, because FROM names JOIN (${everyOne}) AS each USING (record)
     WHERE key = ? AND each.kind IN (SELECT value FROM json_each(?))
     ORDER BY how <> 'id', file, line LIMIT 1`,
    nameKey(name),
    JSON.stringify([...among, '']),
  ).map(toLeftOut)[0];
}

function toLeftOut([kind, id, file, line, because]: Row): LeftOut {
  return { kind: kind === '' ? null : kind, id, file, line, because };
}
