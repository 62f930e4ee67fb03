import { createHash } from 'node:crypto';
import type { Diagnostic, Path } from '../model/diagnostic.ts';
import type { Manifest } from '../model/record.ts';
import { type Broken, type Problem, type Reading, readContents, readManifest } from '../model/validate.ts';
import { parseDocument } from './document.ts';
import { manifestName, type Refusal } from './files.ts';
import { type Place, placesIn } from './place.ts';
import { decode } from './text.ts';

/** A data file read: what it holds, what is wrong with it, and a way to point into it. */
export interface DataFile {
  /** SHA-256 of its bytes, in hex; empty where they could not be read. */
  readonly hash: string;
  readonly records: readonly Reading[];
  readonly broken: readonly Broken[];
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
  const { text } = decoded;
  const document = parseDocument(text);
  const placeStretch = placesIn(text);
  const place = (at: Path, on: 'key' | 'value') => {
    const { start, end } = document.locate(at, on);
    return placeStretch(start, end);
  };
  const diagnostics = document.faults.map((fault) => ({
    rule: fault.rule,
    severity: 'error' as const,
    file: path,
    ...placeStretch(fault.start, fault.end),
    message: fault.message,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  }));
  const located = (problem: Problem): Diagnostic => ({
    rule: problem.rule,
    severity: 'error',
    file: path,
    ...place(problem.path, problem.on),
    message: problem.message,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
  const untrusted = document.faults.map((fault) => fault.path);
  if (path === manifestName) {
    const read = document.faults.length > 0 ? undefined : readManifest(document.data);
    const manifest = read?.ok ? { manifest: read.manifest } : {};
    const problems =
      read && !read.ok ? read.problems.map((problem) => located({ ...problem, rule: manifestRule(problem.rule) })) : [];
    return { hash, records: [], broken: [], ...manifest, diagnostics: [...diagnostics, ...problems], place };
  }
  if (untrusted.some((at) => at.length === 0)) return { hash, records: [], broken: [], diagnostics, place };
  const { records, broken, problems } = readContents(document.data, untrusted);
  return { hash, records, broken, diagnostics: [...diagnostics, ...problems.map(located)], place };
}

/** What `DataFile` has as its hash. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is wrong with the manifest is one rule, save for names that are misspelt. */
function manifestRule(rule: string): string {
  return rule === 'unknown-field' || rule === 'cut-text' ? rule : 'manifest';
}

function refused(hash: string, file: string, text: string, offset: number, refusal: Refusal): DataFile {
  const { rule, message, hint } = refusal;
  const at = placesIn(text)(offset, offset + 1);
  return {
    hash,
    records: [],
    broken: [],
    diagnostics: [{ rule, severity: 'error', file, ...at, message, ...(hint === undefined ? {} : { hint }) }],
    place: () => at,
  };
}
