import { rules } from '../check/index.ts';
import type { Rule } from '../check/rule.ts';
import { type Diagnostic, type Finding, type Path, severities } from '../model/diagnostic.ts';
import type { Manifest } from '../model/record.ts';
import { placeOf } from '../model/validate.ts';
import { type DataFiles, type Listing, lockName } from '../source/files.ts';
import { listed } from '../source/listed.ts';
import { readDataFile } from '../source/read.ts';
import { corpusIn } from './corpus.ts';
import { type Database, row, rows, run, setMeta, value } from './database.ts';

type Db = Database.Database;

/** What a rule found, by the path from the root of its document. */
interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly path: Path;
}

/** Where the files of a listing are read anew, for the places in them. */
interface Reading {
  readonly files: DataFiles;
  readonly maxFileBytes: number;
}

/** Applies the rules to all records, keeps what they find, and keeps faulty records out of answers. */
export function applyRules(db: Db, reading: Reading, listing: Listing, manifest: Manifest): void {
  const corpus = corpusIn(db, manifest);
  const found = rules.flatMap((rule) => [...rule.check(corpus)].map((finding) => ({ rule, finding })));
  const faulty = found.filter(({ rule }) => rule.severity === 'error' && !rule.leavesIn);
  withhold(db, new Set(faulty.flatMap(({ finding: { row: at } }) => (at === 'lockfile' ? [] : [at]))));
  for (const { finding } of faulty) noteOwnFault(db, finding);
  const byFile = new Map<string, Found[]>();
  const put = (file: string, one: Found) => {
    const others = byFile.get(file);
    if (others) others.push(one);
    else byFile.set(file, [one]);
  };
  for (const { rule, finding } of found) {
    if (finding.row === 'lockfile') {
      put(lockName, { rule, finding, path: finding.path });
      continue;
    }
    const table = finding.row < 0 ? 'broken' : 'records';
    const origin = row<[string, string, string]>(
      db,
      `SELECT file, path, shared FROM ${table} WHERE record = ?`,
      finding.row,
    );
    if (!origin) continue;
    const [file, path, shared] = origin;
    put(file, { rule, finding, path: placeOf(finding.path, JSON.parse(path), JSON.parse(shared)) });
  }
  const faultyFiles = listing.files.filter(({ path }) => byFile.has(path));
  for (const { file, bytes } of reading.files.read(faultyFiles, reading.maxFileBytes)) {
    const { path } = file;
    const { place } = readDataFile(path, bytes);
    const placed = (found: Found): Diagnostic => ({
      rule: found.rule.id,
      severity: found.rule.severity,
      file: path,
      ...place(found.path, found.finding.on ?? 'value'),
      message: found.finding.message,
      ...(found.finding.hint === undefined ? {} : { hint: found.finding.hint }),
    });
    storeDiagnostics(db, 'rules', path, listed(weightiestFirst(byFile.get(path) ?? []), placed));
  }
}

/** Errors first, so that no number of warnings hides one. */
function weightiestFirst(found: readonly Found[]): Found[] {
  return [...found].sort((a, b) => severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity));
}

/** Fields whose records may do without what they mention: a list that loses a member stays true. */
const optionalFields = new Set(['contradicts', 'about', 'also_in', 'members', 'posts', 'actors', 'speaker_id']);

const isThere = `EXISTS (
  SELECT 1 FROM records AS there WHERE there.space = mentions.space AND there.id = mentions.target AND there.valid = 1)`;

/** Keeps faulty records out of answers, and in turn what rests on them: a record whose single reference, or whole list of evidence, is out. */
function withhold(db: Db, faulty: ReadonlySet<number>): void {
  const hide = (record: number, because: string) =>
    run(db, 'UPDATE records SET valid = 0, because = ? WHERE record = ? AND valid', because, record);
  for (const record of faulty) hide(record, '');
  if (faulty.size === 0 && value(db, 'SELECT 1 FROM broken LIMIT 1') === undefined) return;
  for (let more = true; more; ) {
    const lost = rows<[number, string, string, string]>(
      db,
      `SELECT record, field, mentions.path, target FROM mentions JOIN records USING (record)
       WHERE valid = 1 AND mentions.space <> 'undertakings' AND NOT ${isThere}`,
    );
    const needed = lost.filter(
      ([record, field, path]) => !optionalFields.has(field) && !hasOthers(db, record, JSON.parse(path)),
    );
    for (const [record, , , target] of needed) hide(record, target);
    more = needed.length > 0;
  }
}

/** A problem at a record's own lines, and not in the fields that it shares, tells by itself that the record is left out. */
function noteOwnFault(db: Db, { row: record, path }: Finding): void {
  run(
    db,
    'UPDATE records SET because = NULL WHERE record = ? AND ? NOT IN (SELECT value FROM json_each(shared))',
    record,
    String(path[0]),
  );
}

/** True where a list of evidence or sources has another member that is there. */
function hasOthers(db: Db, record: number, path: Path): boolean {
  const list = path.at(-2);
  if (list !== 'evidence' && list !== 'sources') return false;
  const start = `${JSON.stringify(path.slice(0, -1)).slice(0, -1)},`;
  return (
    value(
      db,
      `SELECT 1 FROM mentions WHERE record = ?1 AND substr(path, 1, length(?2)) = ?2 AND ${isThere} LIMIT 1`,
      record,
      start,
    ) === 1
  );
}

/** What the folder holds and nobody reads is a problem too. */
export function storeSkipped(db: Db, listing: Listing): void {
  for (const { path, rule, message, hint } of listing.skipped)
    storeDiagnostics(db, 'rules', path, [
      {
        rule,
        severity: rule === 'symbolic-link' ? 'warning' : 'error',
        file: path,
        line: 1,
        column: 1,
        length: 1,
        excerpt: '',
        excerptFrom: 1,
        message,
        hint,
      },
    ]);
}

/** Keeps the problems of a file. */
export function storeDiagnostics(
  db: Db,
  stage: 'reading' | 'rules',
  file: string,
  diagnostics: readonly Diagnostic[],
): void {
  for (const diagnostic of diagnostics)
    run(
      db,
      'INSERT INTO diagnostics VALUES (?, ?, ?, ?)',
      stage,
      file,
      diagnostic.severity,
      JSON.stringify(diagnostic),
    );
}

/** Counts the problems, the records left out and the files that could not be read, so that a question need not. */
export function countProblems(db: Db, listing: Listing): void {
  const count = (sql: string) => String(value<number>(db, sql) ?? 0);
  setMeta(db, 'errors', count("SELECT count(*) FROM diagnostics WHERE severity = 'error'"));
  setMeta(db, 'warnings', count("SELECT count(*) FROM diagnostics WHERE severity = 'warning'"));
  setMeta(
    db,
    'left_out',
    // How many records an unread file has is not known.
    count(
      `SELECT (SELECT count(*) FROM records WHERE valid = 0)
         + (SELECT count(*) FROM broken WHERE file NOT IN (SELECT path FROM files WHERE unread))`,
    ),
  );
  const skipped = listing.skipped.filter(({ rule }) => rule === 'unreadable').length;
  setMeta(db, 'unread', String((value<number>(db, 'SELECT count(*) FROM files WHERE unread') ?? 0) + skipped));
}
