import { setImmediate } from 'node:timers/promises';
import { rules } from '../check/index.ts';
import type { Rule } from '../check/rule.ts';
import { sha256 } from '../evidence/lock.ts';
import { type Diagnostic, type Finding, type Path, severities } from '../model/diagnostic.ts';
import { spanOf } from '../model/edtf.ts';
import type { Entry } from '../model/knowledge.ts';
import type { Manifest } from '../model/record.ts';
import { type Searchable, textsOf } from '../model/texts.ts';
import type { Reading } from '../model/validate.ts';
import { type Kind, spaceOf } from '../model/vocabulary.ts';
import { compoundsOf, nameKey, type Word, wordsOf } from '../model/words.ts';
import { type DataFiles, type Listing, lockName, manifestName } from '../source/files.ts';
import { listed } from '../source/listed.ts';
import { type DataFile, hashOf, readDataFile } from '../source/read.ts';
import { corpusIn } from './corpus.ts';
import { column, type Database, getMeta, row, rows, run, setMeta, value } from './database.ts';
import { forgetProofs, linkProofs, storeProofs } from './proofs.ts';

type Db = Database.Database;

/** Where the data comes from, and how much of it a file may hold. */
export interface RefreshOptions {
  readonly files: DataFiles;
  readonly maxFileBytes: number;
}

/** A file that changed this shortly before it was read may change again without a new time stamp: it is read anew next time. */
const unsettledMilliseconds = 50;

/** Brings the index in an open transaction up to date with the data files: changed files are read, then the rules applied to the whole. */
export async function refresh(db: Db, options: RefreshOptions, listing: Listing): Promise<void> {
  const changed = await storeFiles(db, options, listing);
  if (!changed && getMeta(db, 'skipped') === JSON.stringify(listing.skipped)) return;
  setMeta(db, 'skipped', JSON.stringify(listing.skipped));
  link(db);
  linkProofs(db);
  db.exec("DELETE FROM diagnostics WHERE stage = 'rules'; UPDATE records SET valid = 1 WHERE valid = 0");
  storeSkipped(db, listing);
  const manifest = getMeta(db, 'manifest');
  if (manifest !== undefined) applyRules(db, options, listing, JSON.parse(manifest));
  countProblems(db);
}

/** Reads what is new or changed and forgets what is gone; true where any record may differ. */
async function storeFiles(db: Db, options: RefreshOptions, listing: Listing): Promise<boolean> {
  const stored = rows<[string, string, string]>(db, 'SELECT path, stamp, hash FROM files');
  const known = new Map(stored.map(([path, stamp, hash]) => [path, { stamp, hash }]));
  const wanted = listing.files.filter(({ path, stamp }) => known.get(path)?.stamp !== stamp);
  let changed = false;
  let now = Date.now();
  for (const { file, bytes } of options.files.read(wanted, options.maxFileBytes)) {
    const before = known.get(file.path);
    const same = before !== undefined && Buffer.isBuffer(bytes) && before.hash === hashOf(bytes);
    const read = same ? undefined : readDataFile(file.path, bytes);
    const settled = now - file.changed > unsettledMilliseconds;
    const hash = read?.hash ?? before?.hash ?? '';
    run(db, 'INSERT OR REPLACE INTO files VALUES (?, ?, ?)', file.path, settled ? file.stamp : '', hash);
    if (read) {
      if (before) forget(db, file.path);
      store(db, file.path, read);
      changed = true;
      // Between files, so that Ctrl-C is heard.
      await setImmediate();
    }
    now = Date.now();
  }
  const listed = new Set(listing.files.map(({ path }) => path));
  for (const path of known.keys()) {
    if (listed.has(path)) continue;
    forget(db, path);
    run(db, 'DELETE FROM files WHERE path = ?', path);
    changed = true;
  }
  return changed;
}

function forget(db: Db, path: string): void {
  if (path === manifestName) run(db, "DELETE FROM meta WHERE key = 'manifest'");
  const stored = rows<[number, Kind, string]>(db, 'SELECT record, kind, body FROM records WHERE file = ?', path);
  for (const [record, kind, body] of stored)
    changeTexts(db, 'delete', record, { kind, record: JSON.parse(body) } as Entry);
  if (path === lockName) forgetProofs(db);
  const records = '(SELECT record FROM records WHERE file = ?)';
  run(db, `DELETE FROM mentions WHERE record IN ${records}`, path);
  run(db, `DELETE FROM names WHERE record IN ${records}`, path);
  run(db, 'DELETE FROM records WHERE file = ?', path);
  run(db, 'DELETE FROM broken WHERE file = ?', path);
  run(db, 'DELETE FROM words WHERE file = ?', path);
  run(db, "DELETE FROM diagnostics WHERE stage = 'reading' AND file = ?", path);
}

function store(db: Db, path: string, file: DataFile): void {
  let next = (value<number>(db, 'SELECT max(record) FROM records') ?? 0) + 1;
  for (const reading of file.records) storeRecord(db, path, reading, next++);
  for (const { kind, id } of file.broken)
    run(db, 'INSERT INTO broken VALUES (?, ?, ?)', path, kind === undefined ? '' : spaceOf(kind), id ?? '');
  for (const word of file.words) run(db, 'INSERT INTO words VALUES (?, ?)', path, word);
  if (file.manifest) setMeta(db, 'manifest', JSON.stringify(file.manifest));
  if (file.lock) storeProofs(db, file.lock.lock.quotes, file.lock.lines);
  storeDiagnostics(db, 'reading', path, file.diagnostics);
}

function storeRecord(db: Db, file: string, reading: Reading, record: number): void {
  const { kind, id, path, shared } = reading;
  const space = spaceOf(kind);
  const span = spanOfRecord(reading);
  run(
    db,
    'INSERT INTO records (record, file, path, shared, kind, space, id, body, first, last, wording) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    record,
    file,
    JSON.stringify(path),
    JSON.stringify(shared),
    kind,
    space,
    id,
    JSON.stringify(reading.record),
    span?.first ?? null,
    span?.last ?? null,
    reading.kind === 'quotes' && reading.record.mode === 'direct' ? sha256(reading.record.text) : null,
  );
  for (const to of reading.references)
    run(
      db,
      'INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)',
      record,
      String(to.path[0]),
      JSON.stringify(to.path),
      to.space,
      to.id,
      to.id,
    );
  for (const [how, name] of namesOf(reading))
    run(db, 'INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)', record, kind, space, id, nameKey(name), name, how);
  changeTexts(db, 'add', record, reading);
}

/** FTS5 forgets a text for good when it is told the same words again: by its row alone, the averages that rank hits would keep it. */
function changeTexts(db: Db, how: 'add' | 'delete', record: number, entry: Parameters<typeof textsOf>[0]): void {
  const texts = textsOf(entry).map(({ part, text }) => ({ part, words: wordsOf(text) }));
  const column = (part: Searchable['part']) => texts.filter((text) => text.part === part).map(({ words }) => words);
  const compounds = texts.flatMap(({ words }) => compoundsOf(words)).join(' ');
  run(
    db,
    how === 'add'
      ? 'INSERT INTO texts (rowid, name, body, compounds, ids) VALUES (?, ?, ?, ?, ?)'
      : "INSERT INTO texts (texts, rowid, name, body, compounds, ids) VALUES ('delete', ?, ?, ?, ?, ?)",
    record,
    joined(column('name')),
    joined(column('body')),
    compounds,
    joined(column('id')),
  );
}

/** Texts in one column are kept a word apart that no query can have, so that no phrase runs from one into the next. */
function joined(texts: readonly (readonly Word[])[]): string {
  return texts.map((words) => words.map(({ word }) => word).join(' ')).join(' \u2029 ');
}

function spanOfRecord(reading: Reading) {
  switch (reading.kind) {
    case 'quotes':
      return spanOf(reading.record.said);
    case 'sources':
      return spanOf(reading.record.published);
    case 'positions':
    case 'clauses':
      return spanOf(reading.record.since);
    case 'commitments':
    case 'events':
      return spanOf(reading.record.date);
    default:
      return undefined;
  }
}

function namesOf(reading: Reading): [string, string][] {
  const names: [string, string][] = [['id', reading.id]];
  for (const former of reading.record.formerly ?? []) names.push(['former id', former]);
  if (reading.kind === 'actors' || reading.kind === 'conditions') names.push(['name', reading.record.name]);
  if (reading.kind === 'actors') {
    for (const alias of reading.record.aliases ?? []) names.push(['alias', alias]);
    if (reading.record.iso3166) names.push(['code', reading.record.iso3166]);
  }
  return names;
}

/** Leads every mention to the current id, in the mention and in the body of the record that makes it. */
function link(db: Db): void {
  const led = column<number>(db, 'SELECT rowid FROM mentions WHERE target <> given');
  for (const mention of led) run(db, 'UPDATE mentions SET target = given WHERE rowid = ?', mention);
  const former = `SELECT names.id FROM names JOIN records USING (record)
     WHERE how = 'former id' AND names.space = mentions.space AND name = given ORDER BY file, record LIMIT 1`;
  run(
    db,
    `UPDATE mentions SET target = coalesce((${former}), given)
     WHERE given IN (SELECT name FROM names WHERE how = 'former id')
       AND NOT EXISTS (SELECT 1 FROM records WHERE records.space = mentions.space AND records.id = given)`,
  );
  const now = column<number>(db, 'SELECT rowid FROM mentions WHERE target <> given');
  for (const mention of new Set([...led, ...now])) {
    const found = row<[number, string, string, string]>(
      db,
      'SELECT record, mentions.path, target, body FROM mentions JOIN records USING (record) WHERE mentions.rowid = ?',
      mention,
    );
    if (!found) continue;
    const [record, path, target, body] = found;
    run(
      db,
      'UPDATE records SET body = ? WHERE record = ?',
      JSON.stringify(replaceAt(JSON.parse(body), JSON.parse(path), target)),
      record,
    );
  }
}

function replaceAt(value: unknown, path: Path, target: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return target;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaceAt(item, rest, target) : item));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [step]: replaceAt(fields[step], rest, target) };
}

/** What a rule found, by the path from the root of its document. */
interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly path: Path;
}

function applyRules(db: Db, options: RefreshOptions, listing: Listing, manifest: Manifest): void {
  const corpus = corpusIn(db, manifest);
  const found = rules.flatMap((rule) => [...rule.check(corpus)].map((finding) => ({ rule, finding })));
  const faulty = found.filter(({ rule }) => rule.severity === 'error' && !rule.leavesIn);
  withhold(db, new Set(faulty.flatMap(({ finding: { row: at } }) => (at === 'lockfile' ? [] : [at]))));
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
    const origin = row<[string, string, string, string]>(
      db,
      'SELECT file, path, shared, kind FROM records WHERE record = ?',
      finding.row,
    );
    if (!origin) continue;
    const [file, path, shared, kind] = origin;
    const [first] = finding.path;
    const inDefaults = (JSON.parse(shared) as string[]).includes(String(first));
    const whole = inDefaults ? ['defaults', kind, ...finding.path] : [...(JSON.parse(path) as Path), ...finding.path];
    put(file, { rule, finding, path: whole });
  }
  const faultyFiles = listing.files.filter(({ path }) => byFile.has(path));
  for (const { file, bytes } of options.files.read(faultyFiles, options.maxFileBytes)) {
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
  const hide = (record: number) => run(db, 'UPDATE records SET valid = 0 WHERE record = ?', record);
  for (const record of faulty) hide(record);
  if (faulty.size === 0 && value(db, 'SELECT 1 FROM broken LIMIT 1') === undefined) return;
  for (let more = true; more; ) {
    const lost = rows<[number, string, string]>(
      db,
      `SELECT record, field, mentions.path FROM mentions JOIN records USING (record)
       WHERE valid = 1 AND mentions.space <> 'undertakings' AND NOT ${isThere}`,
    );
    const needed = lost.filter(
      ([record, field, path]) => !optionalFields.has(field) && !hasOthers(db, record, JSON.parse(path)),
    );
    for (const [record] of needed) hide(record);
    more = needed.length > 0;
  }
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

function storeSkipped(db: Db, listing: Listing): void {
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

function storeDiagnostics(db: Db, stage: 'reading' | 'rules', file: string, diagnostics: readonly Diagnostic[]): void {
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

function countProblems(db: Db): void {
  const count = (sql: string) => String(value<number>(db, sql) ?? 0);
  setMeta(db, 'errors', count("SELECT count(*) FROM diagnostics WHERE severity = 'error'"));
  setMeta(db, 'warnings', count("SELECT count(*) FROM diagnostics WHERE severity = 'warning'"));
  setMeta(
    db,
    'left_out',
    count('SELECT (SELECT count(*) FROM records WHERE valid = 0) + (SELECT count(*) FROM broken)'),
  );
}
