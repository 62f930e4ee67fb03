import { createHash } from 'node:crypto';
import type { Diagnostic, Path } from '../model/diagnostic.ts';
import type { Problem } from '../model/explain.ts';
import type { Manifest } from '../model/record.ts';
import { type Broken, type Reading, readContents, readManifest } from '../model/validate.ts';
import { type Fault, parseDocument } from './document.ts';
import { manifestName, type Refusal } from './files.ts';
import { glimpse } from './glimpse.ts';
import { listed } from './listed.ts';
import { type Place, placesIn } from './place.ts';
import { decode } from './text.ts';

/** A data file read: what it holds, what is wrong with it, and a way to point into it. */
export interface DataFile {
  /** SHA-256 of its bytes, in hex; empty where they could not be read. */
  readonly hash: string;
  readonly records: readonly Reading[];
  readonly broken: readonly Broken[];
  /** Words in what could not be read that may be ids of other records. */
  readonly words: readonly string[];
  readonly manifest?: Manifest;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path from the document's root stands. */
  place(path: Path, on: 'key' | 'value'): Place;
}

/** Reads the bytes of a data file; what is wrong becomes diagnostics, never an exception. */
export function readDataFile(path: string, bytes: Buffer | Refusal): DataFile {
  if (!Buffer.isBuffer(bytes)) return refused('', path, '', 0, bytes);
  const hash = hashOf(bytes);
  const decoded = decode(bytes);
  if (!decoded.ok) return refused(hash, path, decoded.text, decoded.offset, { rule: 'file-encoding', ...decoded });
  return { hash, ...readText(path, decoded.text) };
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
    diagnostics: listed([...document.faults, ...(read.problems ?? []).map(told)], (problem) =>
      diagnosticOf(
        problem,
        file,
        isFault(problem) ? placeStretch(problem.start, problem.end) : place(problem.path, problem.on),
      ),
    ),
    place,
  });
  const { faults, data } = document;
  if (file === manifestName) {
    if (faults.length > 0) return finish({});
    const read = readManifest(data);
    return finish(read.ok ? { manifest: read.manifest } : { problems: read.problems.map(inManifest) });
  }
  const paths = faults.map(({ path }) => path);
  if (paths.some((path) => path.length === 0)) return finish(glimpse(text));
  return finish(readContents(data, paths));
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
  readonly broken?: readonly Broken[];
  readonly words?: readonly string[];
  readonly manifest?: Manifest;
  readonly problems?: readonly Problem[];
}

function isFault(problem: Fault | Problem): problem is Fault {
  return 'start' in problem;
}

function diagnosticOf(problem: Fault | Problem | Refusal, file: string, place: Place): Diagnostic {
  const { rule, message, hint } = problem;
  return { rule, severity: 'error', file, ...place, message, ...(hint === undefined ? {} : { hint }) };
}

/** What is wrong with the manifest is one rule, save for names that are misspelt. */
function inManifest(problem: Problem): Problem {
  const own = problem.rule === 'unknown-field' || problem.rule === 'cut-text';
  return own ? problem : { ...problem, rule: 'manifest' };
}

function refused(hash: string, file: string, text: string, offset: number, refusal: Refusal): DataFile {
  const at = placesIn(text)(offset, offset + 1);
  return { hash, records: [], ...glimpse(text), diagnostics: [diagnosticOf(refusal, file, at)], place: () => at };
}
