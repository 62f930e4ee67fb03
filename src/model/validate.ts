import type * as z from 'zod';
import type { Path } from './diagnostic.ts';
import { explainIssues, type Problem, wrong } from './explain.ts';
import { didYouMean } from './nearest.ts';
import { alternatives } from './reach.ts';
import { type Commitment, type Manifest, madeId, type Position, type RecordOf } from './record.ts';
import { manifestSchema, references, schemas, slugPattern } from './schema.ts';
import { type Kind, kinds, type Space } from './vocabulary.ts';

/** A mention of another record, or of an undertaking of the manifest; `path` leads from the record. */
export interface Reference {
  readonly path: Path;
  readonly space: Space;
  readonly id: string;
}

/** A record as it stands in a document: at `path`, with the fields that it takes from `defaults`. */
export type Reading<K extends Kind = Kind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly id: string;
    readonly path: Path;
    readonly shared: readonly string[];
    readonly record: RecordOf[P];
    readonly references: readonly Reference[];
  };
}[K];

/** What could not be read as a record, as far as its kind and id were legible: mentions of it are no mistake, and those that it makes are looked at. */
export interface Broken {
  readonly kind?: Kind;
  readonly id?: string;
  readonly formerly: readonly string[];
  /** Its name, aliases and code, of a kind that has such names. */
  readonly called: readonly string[];
  readonly path: Path;
  readonly shared: readonly string[];
  readonly references: readonly Reference[];
  /** True where none of its own lines is at fault, but what it shares with other records. */
  readonly faultElsewhere: boolean;
}

export interface Contents {
  readonly records: readonly Reading[];
  readonly broken: readonly Broken[];
  /** Texts in broken records that may be ids: what they mention is not unused. */
  readonly words: readonly string[];
  readonly problems: readonly Problem[];
  /** True where the file is no mapping, so that nothing of it is read. */
  readonly unread?: true;
}

type Fields = Readonly<Record<string, unknown>>;

/** The records of one data file; `untrusted` are paths at which the text itself is at fault. */
export function readContents(data: unknown, untrusted: readonly Path[]): Contents {
  const records: Reading[] = [];
  const broken: Broken[] = [];
  const words = new Set<string>();
  const problems: Problem[] = [];
  const contents = () => ({ records, broken, words: [...words], problems });
  if (data === null || data === undefined) return contents();
  if (!isMapping(data)) {
    problems.push(
      wrong(
        [],
        'a data file is a mapping from a record kind to a list of records',
        'start with a kind, such as quotes:',
      ),
    );
    return { ...contents(), unread: true };
  }
  const leaveOut = (item: unknown, path: Path, faultElsewhere: boolean, kind?: Kind, defaults: Fields = {}) => {
    const id = isMapping(item) && typeof item.id === 'string' ? { id: item.id } : {};
    const shared = isMapping(item) ? sharedBy(item, defaults) : [];
    const isTrusted = ({ path: inner }: Reference) => {
      const whole = placeOf(inner, path, shared);
      return !untrusted.some((fault) => overlaps(fault, whole));
    };
    const references = kind && isMapping(item) ? [...referencesIn(schemas[kind], { ...defaults, ...item }, [])] : [];
    broken.push({
      ...(kind === undefined ? {} : { kind }),
      ...id,
      formerly: isMapping(item) ? textsIn(item.formerly) : [],
      called: isMapping(item) ? textsIn([item.name, item.aliases, item.iso3166].flat()) : [],
      ...{ path, shared, references: references.filter(isTrusted), faultElsewhere },
    });
    for (const word of slugsIn([item, defaults])) words.add(word);
  };
  const defaults = readDefaults(data.defaults, problems);
  for (const [key, list] of Object.entries(data)) {
    if (key === 'defaults') continue;
    const kind = kinds.find((name) => name === key);
    if (!kind) {
      problems.push({
        rule: 'unknown-kind',
        path: [key],
        on: 'key',
        message: `unknown record kind "${key}"`,
        hint: didYouMean(key, [...kinds, 'defaults']) ?? `the kinds are ${kinds.join(', ')}`,
      });
      if (Array.isArray(list)) for (const [index, item] of list.entries()) leaveOut(item, [key, index], true);
      continue;
    }
    if (list === null) continue;
    if (!Array.isArray(list)) {
      problems.push(wrong([key], `${key} is a list of records`, 'start each record with a hyphen'));
      leaveOut(list, [kind], false);
      continue;
    }
    for (const [index, item] of list.entries()) {
      const path = [kind, index];
      const shared = defaults.get(kind) ?? {};
      const clean = !untrusted.some((fault) => overlaps(fault, path) || overlaps(fault, ['defaults', kind]));
      const reading = readRecord(kind, item, shared, path);
      if (reading.ok && clean) records.push(reading.reading);
      else {
        if (!reading.ok)
          problems.push(...reading.problems.filter((problem) => !untrusted.some((fault) => isAt(fault, problem.path))));
        const isOwn = reading.ok
          ? untrusted.some((fault) => overlaps(fault, path))
          : reading.problems.some((problem) => overlaps(problem.path, path));
        leaveOut(item, path, !isOwn, kind, shared);
      }
    }
  }
  return contents();
}

/** A text, or the texts of a list, of what may be anything. */
function textsIn(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

function* slugsIn(value: unknown): Generator<string> {
  if (typeof value === 'string' && slugPattern.test(value)) yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* slugsIn(inner);
}

/** The manifest, or its problems. */
export function readManifest(
  data: unknown,
): { ok: true; manifest: Manifest } | { ok: false; problems: readonly Problem[] } {
  const result = manifestSchema.safeParse(withPlainPrototypes(data ?? {}));
  const problems = result.success ? [] : explainIssues(result.error.issues, data, manifestSchema).map(ofManifest);
  // zod passes over this one key of a mapping with free keys.
  if (isMapping(data) && isMapping(data.undertakings) && Object.hasOwn(data.undertakings, '__proto__'))
    problems.push({ ...wrong(['undertakings', '__proto__'], '"__proto__" is no id', 'rename it'), on: 'key' });
  return result.success && problems.length === 0 ? { ok: true, manifest: result.data } : { ok: false, problems };
}

function ofManifest(problem: Problem): Problem {
  const isKind = problem.rule === 'unknown-field' && kinds.some((kind) => kind === problem.path[0]);
  return isKind ? { ...problem, hint: 'records stand in other files of the folder, not in isf.yaml' } : problem;
}

function readDefaults(given: unknown, problems: Problem[]): Map<Kind, Fields> {
  const defaults = new Map<Kind, Fields>();
  if (given === null || given === undefined) return defaults;
  if (!isMapping(given)) {
    problems.push(
      wrong(
        ['defaults'],
        'defaults is a mapping from a record kind to fields',
        'write defaults: {quotes: {source: ...}}',
      ),
    );
    return defaults;
  }
  for (const [key, fields] of Object.entries(given)) {
    const kind = kinds.find((name) => name === key);
    if (!kind || !isMapping(fields)) {
      const hint = didYouMean(key, kinds) ?? `the kinds are ${kinds.join(', ')}`;
      problems.push(
        kind
          ? wrong(
              ['defaults', key],
              `defaults for ${key} are a mapping of fields`,
              'write field: value on the lines below',
            )
          : { rule: 'unknown-kind', path: ['defaults', key], on: 'key', message: `unknown record kind "${key}"`, hint },
      );
      continue;
    }
    if ('id' in fields)
      problems.push(wrong(['defaults', key, 'id'], 'records cannot share an id', 'give each record its own id'));
    defaults.set(kind, fields);
  }
  return defaults;
}

type Read = { ok: true; reading: Reading } | { ok: false; problems: readonly Problem[] };

function readRecord(kind: Kind, item: unknown, defaults: Fields, path: Path): Read {
  if (!isMapping(item))
    return { ok: false, problems: [wrong(path, 'a record is a mapping of fields', 'write field: value on each line')] };
  const shared = sharedBy(item, defaults);
  const schema: z.ZodType = schemas[kind];
  const merged = withPlainPrototypes({ ...defaults, ...item });
  const result = schema.safeParse(merged);
  if (!result.success) {
    const problems = explainIssues(result.error.issues, merged, schema);
    return {
      ok: false,
      problems: problems.map((problem) => ({ ...problem, path: placeOf(problem.path, path, shared) })),
    };
  }
  const record = result.data as Fields;
  const id = typeof record.id === 'string' ? record.id : madeId(kind as 'positions', record as Position | Commitment);
  const reading = {
    kind,
    id,
    path,
    shared,
    record: inOrder(record, id),
    references: [...referencesIn(schema, record, [])],
  };
  return { ok: true, reading: reading as unknown as Reading };
}

/** The fields that a record takes from the defaults of its kind. */
function sharedBy(item: Fields, defaults: Fields): string[] {
  return Object.keys(defaults).filter((field) => !Object.hasOwn(item, field));
}

/** Where a path into a record leads to in its document: where it was written, which may be under `defaults`. */
export function placeOf(inner: Path, record: Path, shared: readonly string[]): Path {
  const [field] = inner;
  const [kind = ''] = record;
  return typeof field === 'string' && shared.includes(field) ? ['defaults', kind, ...inner] : [...record, ...inner];
}

/** The id first and the note last, as people write and read records. */
function inOrder({ id: _, note, ...fields }: Fields, id: string): Fields {
  return { id, ...fields, ...(note === undefined ? {} : { note }) };
}

function* referencesIn(schema: z.ZodType, value: unknown, path: Path): Generator<Reference> {
  for (const inner of alternatives(schema)) {
    const space = references.get(inner)?.space;
    if (space && typeof value === 'string' && slugPattern.test(value)) yield { path, space, id: value };
    else if (inner.def.type === 'array' && Array.isArray(value))
      for (const [index, item] of value.entries())
        yield* referencesIn((inner as z.ZodArray<z.ZodType>).element, item, [...path, index]);
    else if (inner.def.type === 'object' && isMapping(value))
      for (const [field, type] of Object.entries((inner as z.ZodObject).shape))
        if (Object.hasOwn(value, field)) yield* referencesIn(type as z.ZodType, value[field], [...path, field]);
  }
}

/** True where a fault of the text explains a problem: it stands at the same value. */
function isAt(fault: Path, problem: Path): boolean {
  return fault.length === problem.length && overlaps(fault, problem);
}

/** True where one path leads to or through the place of the other. */
function overlaps(a: Path, b: Path): boolean {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((step, index) => String(step) === String(b[index]));
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zod wants plain objects: `__proto__` has been refused as an unknown key by then, since it is an own key like any other. */
function withPlainPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainPrototypes);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlainPrototypes(inner)]));
}
