import { setImmediate } from 'node:timers/promises';
import { sha256 } from '../evidence/lock.ts';
import type { Path } from '../model/diagnostic.ts';
import { spanOf } from '../model/edtf.ts';
import type { Entry } from '../model/knowledge.ts';
import { type Searchable, textsOf } from '../model/texts.ts';
import type { Reading, Reference } from '../model/validate.ts';
import { type Kind, spaceOf } from '../model/vocabulary.ts';
import { compoundsOf, nameKey, type Word, wordsOf } from '../model/words.ts';
import { type DataFiles, type Listing, lockName, manifestName } from '../source/files.ts';
import type { PlacedBroken } from '../source/glimpse.ts';
import { type DataFile, hashOf, readDataFile } from '../source/read.ts';
import { column, type Database, getMeta, row, rows, run, setMeta, value } from './database.ts';
import { applyRules, countProblems, storeDiagnostics, storeSkipped } from './problems.ts';
import { forgetProofs, linkProofs, storeProofs } from './proofs.ts';

type Db = Database.Database;

/** Where the data comes from, and how much of it a file may hold. */
export interface RefreshOptions {
  readonly files: DataFiles;
  readonly maxFileBytes: number;
  /** Told after each file that is read, and before the rules are applied to all records. */
  readonly progress?: (progress: Progress) => void;
}

/** How far an index in the making has come. */
export interface Progress {
  readonly stage: 'reading' | 'checking';
  /** Those read so far, or those to be checked. */
  readonly records: number;
}

/** A file that changed this shortly before it was read may change again without a new time stamp: it is read anew next time. */
const unsettledMilliseconds = 50;

/** Brings the index in an open transaction up to date with the data files: changed files are read, then the rules applied to the whole. */
export async function refresh(db: Db, options: RefreshOptions, listing: Listing): Promise<void> {
  const changed = await storeFiles(db, options, listing);
  if (!changed && getMeta(db, 'skipped') === JSON.stringify(listing.skipped)) return;
  setMeta(db, 'skipped', JSON.stringify(listing.skipped));
  options.progress?.({ stage: 'checking', records: value<number>(db, 'SELECT count(*) FROM records') ?? 0 });
  link(db);
  linkProofs(db);
  db.exec(
    "DELETE FROM diagnostics WHERE stage = 'rules'; UPDATE records SET valid = 1, because = NULL WHERE valid = 0",
  );
  storeSkipped(db, listing);
  const manifest = getMeta(db, 'manifest');
  if (manifest !== undefined) applyRules(db, options, listing, JSON.parse(manifest));
  countProblems(db, listing);
}

/** Reads what is new or changed and forgets what is gone; true where any record may differ. */
async function storeFiles(db: Db, options: RefreshOptions, listing: Listing): Promise<boolean> {
  const stored = rows<[string, string, string, number]>(db, 'SELECT path, stamp, hash, unread FROM files');
  const known = new Map(stored.map(([path, stamp, hash, unread]) => [path, { stamp, hash, unread }]));
  const wanted = listing.files.filter(({ path, stamp }) => known.get(path)?.stamp !== stamp);
  let changed = false;
  let records = 0;
  let now = Date.now();
  for (const { file, bytes } of options.files.read(wanted, options.maxFileBytes)) {
    const before = known.get(file.path);
    const same = before !== undefined && Buffer.isBuffer(bytes) && before.hash === hashOf(bytes);
    const read = same ? undefined : readDataFile(file.path, bytes);
    const settled = now - file.changed > unsettledMilliseconds;
    const hash = read?.hash ?? before?.hash ?? '';
    const unread = read ? Number(read.unread) : (before?.unread ?? 0);
    run(db, 'INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)', file.path, settled ? file.stamp : '', hash, unread);
    if (read) {
      if (before) forget(db, file.path);
      store(db, file.path, read);
      changed = true;
      records += read.records.length;
      options.progress?.({ stage: 'reading', records });
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
  for (const table of ['records', 'broken']) {
    const records = `(SELECT record FROM ${table} WHERE file = ?)`;
    run(db, `DELETE FROM mentions WHERE record IN ${records}`, path);
    run(db, `DELETE FROM names WHERE record IN ${records}`, path);
  }
  run(db, 'DELETE FROM records WHERE file = ?', path);
  run(db, 'DELETE FROM broken WHERE file = ?', path);
  run(db, 'DELETE FROM words WHERE file = ?', path);
  run(db, "DELETE FROM diagnostics WHERE stage = 'reading' AND file = ?", path);
}

function store(db: Db, path: string, file: DataFile): void {
  let next = (value<number>(db, 'SELECT max(record) FROM records') ?? 0) + 1;
  for (const reading of file.records) {
    const { line } = file.place(reading.path, 'key');
    storeRecord(db, path, line, reading, next++);
  }
  let below = (value<number>(db, 'SELECT min(record) FROM broken') ?? 0) - 1;
  for (const broken of file.broken) storeBroken(db, path, broken, below--);
  for (const word of file.words) run(db, 'INSERT INTO words VALUES (?, ?)', path, word);
  if (file.manifest) setMeta(db, 'manifest', JSON.stringify(file.manifest));
  if (file.lock) storeProofs(db, file.lock.lock.quotes, file.lock.lines);
  storeDiagnostics(db, 'reading', path, file.diagnostics);
}

function storeRecord(db: Db, file: string, line: number, reading: Reading, record: number): void {
  const { kind, id, path, shared } = reading;
  const space = spaceOf(kind);
  const span = spanOfRecord(reading);
  run(
    db,
    'INSERT INTO records (record, file, line, path, shared, kind, space, id, body, first, last, wording) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    record,
    file,
    line,
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
  storeMentions(db, record, reading.references);
  storeNames(db, record, { kind, space, id }, namesOf(reading));
  changeTexts(db, 'add', record, reading);
}

function storeBroken(db: Db, file: string, broken: PlacedBroken, record: number): void {
  const { kind, id = '', formerly, called, line, path, shared, references, faultElsewhere } = broken;
  const space = kind === undefined ? '' : spaceOf(kind);
  run(
    db,
    'INSERT INTO broken VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    record,
    file,
    line,
    JSON.stringify(path),
    JSON.stringify(shared),
    kind ?? '',
    space,
    id,
    faultElsewhere ? '' : null,
  );
  const names = [
    ...(id === '' ? [] : [['id', id] as const]),
    ...formerly.map((name) => ['former id', name] as const),
    ...called.map((name) => ['name', name] as const),
  ];
  storeNames(db, record, { kind: kind ?? '', space, id }, names);
  storeMentions(db, record, references);
}

function storeNames(
  db: Db,
  record: number,
  { kind, space, id }: { readonly kind: string; readonly space: string; readonly id: string },
  names: readonly (readonly [how: string, name: string])[],
): void {
  for (const [how, name] of names)
    run(db, 'INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)', record, kind, space, id, nameKey(name), name, how);
}

function storeMentions(db: Db, record: number, references: readonly Reference[]): void {
  for (const { path, space, id } of references)
    run(
      db,
      'INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)',
      record,
      String(path[0]),
      JSON.stringify(path),
      space,
      id,
      id,
    );
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
