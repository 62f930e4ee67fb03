import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lock, parseLock } from '../evidence/lock.ts';
import type { Diagnostic, Path } from '../model/diagnostic.ts';
import type { Manifest } from '../model/record.ts';
import { type Broken, type Problem, type Reading, readContents, readManifest } from '../model/validate.ts';
import { parseDocument } from './document.ts';
import { codeOf, type FileState, lockName, manifestName } from './folder.ts';
import { type Place, placesIn } from './place.ts';
import type { ReadingRule } from './rules.ts';
import { decode } from './text.ts';

/** A data file read: what it holds, what is wrong with it, and a way to point into it. */
export interface DataFile {
  /** SHA-256 of its bytes, in hex; empty where they could not be read. */
  readonly hash: string;
  readonly records: readonly Reading[];
  readonly broken: readonly Broken[];
  readonly manifest?: Manifest;
  /** Of the lockfile: what it says, and on which line of which quote. */
  readonly lock?: { readonly lock: Lock; readonly lines: ReadonlyMap<string, number> };
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path from the document's root stands; in the lockfile, where a line stands: `[line]`. */
  place(path: Path, on: 'key' | 'value'): Place;
}

/** Reads a file of the data folder, without following a link; what is wrong becomes diagnostics, never an exception. `unchanged` where its hash is the known one. */
export function readDataFile(root: string, state: FileState, maxBytes: number): DataFile;
export function readDataFile(
  root: string,
  state: FileState,
  maxBytes: number,
  known: string | undefined,
): DataFile | 'unchanged';
export function readDataFile(root: string, state: FileState, maxBytes: number, known?: string): DataFile | 'unchanged' {
  const isLock = state.path === lockName;
  const bytes = readBytes(join(root, state.path), isLock ? maxBytes * mostLockShare : maxBytes);
  if (!Buffer.isBuffer(bytes)) return refused('', state.path, '', 0, bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash === known) return 'unchanged';
  const decoded = decode(bytes);
  if (!decoded.ok)
    return refused(hash, state.path, decoded.text, decoded.offset, { rule: 'file-encoding', ...decoded });
  const { text } = decoded;
  if (isLock) return readLockFile(hash, text);
  const document = parseDocument(text);
  const placeStretch = placesIn(text);
  const place = (path: Path, on: 'key' | 'value') => {
    const { start, end } = document.locate(path, on);
    return placeStretch(start, end);
  };
  const diagnostics = document.faults.map((fault) => ({
    rule: fault.rule,
    severity: 'error' as const,
    file: state.path,
    ...placeStretch(fault.start, fault.end),
    message: fault.message,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  }));
  const located = (problem: Problem): Diagnostic => ({
    rule: problem.rule,
    severity: 'error',
    file: state.path,
    ...place(problem.path, problem.on),
    message: problem.message,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
  const untrusted = document.faults.map((fault) => fault.path);
  if (state.path === manifestName) {
    const read = document.faults.length > 0 ? undefined : readManifest(document.data);
    const manifest = read?.ok ? { manifest: read.manifest } : {};
    const problems =
      read && !read.ok ? read.problems.map((problem) => located({ ...problem, rule: manifestRule(problem.rule) })) : [];
    return { hash, records: [], broken: [], ...manifest, diagnostics: [...diagnostics, ...problems], place };
  }
  if (untrusted.some((path) => path.length === 0)) return { hash, records: [], broken: [], diagnostics, place };
  const { records, broken, problems } = readContents(document.data, untrusted);
  return { hash, records, broken, diagnostics: [...diagnostics, ...problems.map(located)], place };
}

/** The lockfile cannot be split as data files can, so it may be larger. */
const mostLockShare = 8;

function readLockFile(hash: string, text: string): DataFile {
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
  if (parsed.ok) return { hash, records: [], broken: [], lock: parsed, diagnostics: [], place };
  const diagnostics = parsed.faults.map(({ line, message, hint }) => ({
    rule: 'lockfile' satisfies ReadingRule,
    severity: 'error' as const,
    file: lockName,
    ...place([line]),
    message,
    hint,
  }));
  return { hash, records: [], broken: [], diagnostics, place };
}

/** What is wrong with the manifest is one rule, save for names that are misspelt. */
function manifestRule(rule: string): string {
  return rule === 'unknown-field' || rule === 'cut-text' ? rule : 'manifest';
}

interface Refusal {
  readonly rule: ReadingRule;
  readonly message: string;
  readonly hint?: string;
}

function readBytes(path: string, maxBytes: number): Buffer | Refusal {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { size } = fstatSync(file);
    if (size > maxBytes)
      return {
        rule: 'file-too-large',
        message: `this file is ${(size / 1048576).toFixed(1)} MiB, and the limit is ${maxBytes / 1048576} MiB`,
        hint: 'split it: records may lie in any number of files',
      };
    return readFileSync(file);
  } catch (error) {
    return {
      rule: 'unreadable',
      message: `this file cannot be read (${codeOf(error)})`,
      hint: 'check its permissions',
    };
  } finally {
    if (file !== undefined) closeSync(file);
  }
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
