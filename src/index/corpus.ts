import type { Clash, Corpus, Subject } from '../check/rule.ts';
import { type Manifest, undertakingsIn } from '../model/record.ts';
import { type Kind, type Space, spaceOf } from '../model/vocabulary.ts';
import { column, type Database, eachRow, row, rows } from './database.ts';
import { proofsIn } from './proofs.ts';

type Row = [row: number, kind: Kind, id: string, body: string];

const columns = 'records.record, records.kind, records.id, records.body';

/** All readable records of an index, for the rules to examine. */
export function corpusIn(db: Database.Database, manifest: Manifest): Corpus {
  const undertakings = Object.keys(undertakingsIn(manifest));
  const findInSpace = `
    SELECT ${columns}, 0 AS former, file FROM records WHERE space = ? AND id = ?
    UNION ALL SELECT ${columns}, 1, file FROM names JOIN records USING (record)
    WHERE names.how = 'former id' AND names.space = ? AND names.name = ? ORDER BY former, file, 1 LIMIT 1`;
  const find = (space: Space, id: string) => {
    const found = row<Row>(db, findInSpace, space, id, space, id);
    return found && toSubject(found);
  };
  return {
    manifest,
    each: (kind) => subjects(db, `SELECT ${columns} FROM records WHERE kind = ? ORDER BY file, record`, kind),
    find: <K extends Kind>(kind: K, id: string) => {
      const found = find(spaceOf(kind), id);
      return found?.kind === kind ? (found as Subject<K>) : undefined;
    },
    evidence: (id) => find('evidence', id) as Subject<'quotes' | 'events'> | undefined,
    *unresolved() {
      const lost = rows<[number, string, Space, string]>(
        db,
        `SELECT record, path, space, given FROM mentions
         WHERE space <> 'undertakings'
           AND NOT EXISTS (SELECT 1 FROM records WHERE records.space = mentions.space AND records.id = target)
           AND NOT EXISTS (SELECT 1 FROM broken WHERE broken.id = given AND broken.space IN (mentions.space, ''))
           AND NOT EXISTS (SELECT 1 FROM names AS former JOIN broken USING (record)
             WHERE former.how = 'former id' AND former.space IN (mentions.space, '') AND former.name = given)
         UNION ALL SELECT record, path, space, given FROM mentions
         WHERE space = 'undertakings' AND given NOT IN (SELECT value FROM json_each(?))`,
        JSON.stringify(undertakings),
      );
      for (const [at, path, space, id] of lost) yield { row: at, path: JSON.parse(path), space, id };
    },
    *clashes() {
      const claimed = rows<[string, string]>(
        db,
        `SELECT space, name FROM names WHERE how IN ('id', 'former id') GROUP BY space, name HAVING count(*) > 1`,
      );
      for (const [space, id] of claimed) yield* clashesOver(db, space, id);
    },
    unmentioned: (kind) =>
      subjects(
        db,
        `SELECT ${columns} FROM records WHERE kind = ? AND NOT EXISTS (
           SELECT 1 FROM mentions WHERE mentions.space = records.space AND target = records.id)
           AND NOT EXISTS (SELECT 1 FROM words WHERE word = records.id) ORDER BY file, record`,
        kind,
      ),
    locked: () => proofsIn(db),
    ids: (space) =>
      space === 'undertakings'
        ? undertakings
        : column<string>(
            db,
            "SELECT id FROM records WHERE space = ?1 UNION SELECT id FROM broken WHERE space = ?1 AND id <> '' ORDER BY id",
            space,
          ),
  };
}

function* clashesOver(db: Database.Database, space: string, id: string): Iterable<Clash> {
  const [first, ...others] = rows<[string, string, ...Row]>(
    db,
    `SELECT file, how, ${columns} FROM names JOIN records USING (record)
     WHERE names.space = ? AND name = ? AND how IN ('id', 'former id') ORDER BY how <> 'id', file, record`,
    space,
    id,
  );
  if (!first) return;
  const [ownerFile, , ...ownerRow] = first;
  const owner = toSubject(ownerRow);
  for (const [, how, ...otherRow] of others) {
    const other = toSubject(otherRow);
    yield {
      owner,
      ownerFile,
      other,
      id,
      ...(how === 'id' ? {} : { former: (other.record.formerly ?? []).lastIndexOf(id) }),
    };
  }
}

function* subjects<K extends Kind>(db: Database.Database, sql: string, kind: K): Iterable<Subject<K>> {
  for (const found of eachRow<Row>(db, sql, kind)) yield toSubject(found) as Subject<K>;
}

function toSubject([at, kind, id, body]: Row): Subject {
  return { row: at, kind, id, record: JSON.parse(body) } as Subject;
}
