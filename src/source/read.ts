import { createHash } from 'node:crypto';
import { type Lock, parseLock } from '../evidence/lock.ts';
import type { Diagnostic, Path } from '../model/diagnostic.ts';
import type { Problem } from '../model/explain.ts';
import type { Manifest } from '../model/record.ts';
import { type Reading, readContents, readManifest } from '../model/validate.ts';
import { type Fault, parseDocument } from './document.ts';
import { lockName, manifestName, type Refusal } from './files.ts';
import { glimpse, type PlacedBroken } from './glimpse.ts';
import { listed } from './listed.ts';
import { type Place, placesIn } from './place.ts';
import { decode } from './text.ts';

/** A data file read: what it holds, what is wrong with it, and a way to point into it. */
export interface DataFile {
  /** SHA-256 of its bytes, in hex; empty where they could not be read. */
  readonly hash: string;
  readonly records: readonly Reading[];
  readonly broken: readonly PlacedBroken[];
  /** Words in what could not be read that may be ids of other records. */
  readonly words: readonly string[];
  readonly manifest?: Manifest;
  /** Of the lockfile: what it says, and on which line of which quote. */
  readonly lock?: { readonly lock: Lock; readonly lines: ReadonlyMap<string, number> };
  readonly diagnostics: readonly Diagnostic[];
  /** True where nothing of it could be read: what it holds is only guessed at. */
  readonly unread: boolean;
  /** Where a path from the document's root stands; in the lockfile, where a line stands: `[line]`. */
  place(path: Path, on: 'key' | 'value'): Place;
}

/** Reads the bytes of a data file; what is wrong becomes diagnostics, never an exception. */
export function readDataFile(path: string, bytes: Buffer | Refusal): DataFile {
  if (!Buffer.isBuffer(bytes)) return refused('', path, '', 0, bytes);
  const hash = hashOf(bytes);
  const decoded = decode(bytes);
  if (!decoded.ok) return refused(hash, path, decoded.text, decoded.offset, { rule: 'file-encoding', ...decoded });
  return { hash, ...(path === lockName ? readLockFile(decoded.text) : readText(path, decoded.text)) };
}

/** What `DataFile` has as its hash. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

type FromText = Omit<DataFile, 'hash'>;

function readText(file: string, text: string): FromText {
  const document = parseDocument(text);
  const placeStretch = placesIn(text);
  const place = (path: Path, on: 'key' | 'value') => {
    const { start, end } = document.locate(path, on);
    return placeStretch(start, end);
  };
  const told = (problem: Problem): Problem =>
    problem.rule === 'unknown-field' && document.isBare(problem.path) ? cutText(problem) : problem;
  const finish = (read: Contents) => ({
    records: read.records ?? [],
    broken: read.broken ?? [],
    words: read.words ?? [],
    ...(read.manifest ? { manifest: read.manifest } : {}),
    diagnostics: listed([...document.faults, ...(read.problems ?? [])], (problem) =>
      isFault(problem)
        ? diagnosticOf(problem, file, placeStretch(problem.start, problem.end))
        : diagnosticOf(told(problem), file, place(problem.path, problem.on)),
    ),
    unread: read.unread ?? false,
    place,
  });
  const { faults, data } = document;
  if (file === manifestName) {
    if (faults.length > 0) return finish({ unread: true });
    const read = readManifest(data);
    return finish(read.ok ? { manifest: read.manifest } : { unread: true, problems: read.problems.map(inManifest) });
  }
  const paths = faults.map(({ path }) => path);
  if (paths.some((path) => path.length === 0)) return finish({ ...glimpse(text), unread: true });
  const read = readContents(data, paths);
  return finish({ ...read, broken: read.broken.map((each) => ({ ...each, line: place(each.path, 'key').line })) });
}

/** What is taken for a field without a value, in braces, is the rest of a text. */
function cutText(problem: Problem): Problem {
  return {
    ...problem,
    rule: 'cut-text',
    message: `"${problem.path.at(-1)}" is taken for a field: in braces, a comma ends the text before it`,
    hint: 'put the whole text in quotation marks',
  };
}

interface Contents {
  readonly records?: readonly Reading[];
  readonly broken?: readonly PlacedBroken[];
  readonly words?: readonly string[];
  readonly manifest?: Manifest;
  readonly problems?: readonly Problem[];
  readonly unread?: boolean;
}

function isFault(problem: Fault | Problem): problem is Fault {
  return 'start' in problem;
}

function diagnosticOf(problem: Fault | Problem | Refusal, file: string, place: Place): Diagnostic {
  const { rule, message, hint } = problem;
  return { rule, severity: 'error', file, ...place, message, ...(hint === undefined ? {} : { hint }) };
}

function readLockFile(text: string): FromText {
  const lines = text.split('\n');
  const starts = lines.map(() => 0);
  for (let index = 1; index < lines.length; index++)
    starts[index] = (starts[index - 1] ?? 0) + (lines[index - 1]?.length ?? 0) + 1;
  const placeStretch = placesIn(text);
  const place = ([line]: Path) => {
    const start = starts[Number(line) - 1] ?? 0;
    return placeStretch(start, start + (lines[Number(line) - 1]?.trimEnd().length ?? 0));
  };
  const parsed = parseLock(text);
  const nothing = { records: [], broken: [], words: [], place };
  if (parsed.ok) return { ...nothing, lock: parsed, diagnostics: [], unread: false };
  const diagnostics = listed(parsed.faults, ({ line, message, hint }) =>
    diagnosticOf({ rule: 'lockfile', message, hint }, lockName, place([line])),
  );
  return { ...nothing, diagnostics, unread: true };
}

/** What is wrong with the manifest is one rule, save for names that are misspelt. */
function inManifest(problem: Problem): Problem {
  const own = problem.rule === 'unknown-field' || problem.rule === 'cut-text';
  return own ? problem : { ...problem, rule: 'manifest' };
}

function refused(hash: string, file: string, text: string, offset: number, refusal: Refusal): DataFile {
  const at = placesIn(text)(offset, offset + 1);
  const diagnostics = [diagnosticOf(refusal, file, at)];
  return { hash, records: [], ...glimpse(text), diagnostics, unread: true, place: () => at };
}
