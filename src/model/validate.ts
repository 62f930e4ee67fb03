import type * as z from 'zod';
import type { Path } from './diagnostic.ts';
import { didYouMean } from './nearest.ts';
import { type Commitment, type Manifest, madeId, type Position, type RecordOf } from './record.ts';
import { manifestSchema, references, schemas } from './schema.ts';
import { type Kind, kinds, type Space } from './vocabulary.ts';

/** A fault of what a document says; `path` leads from the document's root. */
export interface Problem {
  readonly rule: string;
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

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

/** What could not be read as a record, as far as its id was legible: mentions of it are no mistake. */
export interface Broken {
  readonly kind: Kind;
  readonly id: string;
}

export interface Contents {
  readonly records: readonly Reading[];
  readonly broken: readonly Broken[];
  readonly problems: readonly Problem[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The records of one data file; `untrusted` are paths at which the text itself is at fault. */
export function readContents(data: unknown, untrusted: readonly Path[]): Contents {
  const records: Reading[] = [];
  const broken: Broken[] = [];
  const problems: Problem[] = [];
  if (data === null || data === undefined) return { records, broken, problems };
  if (!isMapping(data)) {
    problems.push(
      wrong(
        [],
        'a data file is a mapping from a record kind to a list of records',
        'start with a kind, such as quotes:',
      ),
    );
    return { records, broken, problems };
  }
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
      continue;
    }
    if (list === null) continue;
    if (!Array.isArray(list)) {
      problems.push(wrong([key], `${key} is a list of records`, 'start each record with a hyphen'));
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
        const id = isMapping(item) && typeof item.id === 'string' ? item.id : undefined;
        if (id !== undefined) broken.push({ kind, id });
      }
    }
  }
  return { records, broken, problems };
}

/** The manifest, or its problems. */
export function readManifest(
  data: unknown,
): { ok: true; manifest: Manifest } | { ok: false; problems: readonly Problem[] } {
  const result = manifestSchema.safeParse(withPlainPrototypes(data ?? {}));
  if (result.success) return { ok: true, manifest: result.data };
  return { ok: false, problems: problemsOf(result.error.issues, data, manifestSchema, (path) => path) };
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
  const shared = Object.keys(defaults).filter((field) => !Object.hasOwn(item, field));
  const place = (inner: Path): Path =>
    typeof inner[0] === 'string' && shared.includes(inner[0]) ? ['defaults', kind, ...inner] : [...path, ...inner];
  const schema: z.ZodType = schemas[kind];
  const merged = withPlainPrototypes({ ...defaults, ...item });
  const result = schema.safeParse(merged);
  if (!result.success) return { ok: false, problems: problemsOf(result.error.issues, merged, schema, place) };
  const record = result.data as Fields;
  const id = typeof record.id === 'string' ? record.id : madeId(kind as 'positions', record as Position | Commitment);
  const reading = {
    kind,
    id,
    path,
    shared,
    record: { ...record, id },
    references: [...referencesIn(schema, record, [])],
  };
  return { ok: true, reading: reading as unknown as Reading };
}

function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  schema: z.ZodType,
  place: (path: Path) => Path,
): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    return problemsOfIssue(issue, path, valueAt(value, path), schema).map((problem) => ({
      ...problem,
      path: place(problem.path),
    }));
  });
}

function problemsOfIssue(issue: z.core.$ZodIssue, path: Path, given: unknown, schema: z.ZodType): Problem[] {
  const field = String(path.at(-1) ?? 'record');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, path, given, schema));
    case 'invalid_type':
    case 'invalid_value':
      if (given === undefined)
        return [{ rule: 'missing-field', path, on: 'key', message: `${field} is missing`, ...expecting(issue) }];
      if (issue.code === 'invalid_value') return [outsideList(field, path, given, issue.values)];
      return [
        {
          rule: 'invalid-value',
          path,
          on: 'value',
          message:
            given === null
              ? `${field} has no value`
              : `${field} is ${described(given)}, where ${named(issue.expected)} is expected`,
          ...typeHint(issue.expected, given),
        },
      ];
    case 'invalid_union':
      return unionProblems(issue, path, given, schema);
    case 'custom': {
      const rule = typeof issue.params?.rule === 'string' ? issue.params.rule : 'invalid-value';
      const hint: unknown = issue.params?.hint;
      return [{ rule, path, on: 'value', message: issue.message, ...(typeof hint === 'string' ? { hint } : {}) }];
    }
    default:
      return [
        { rule: 'invalid-value', path, on: 'value', message: `${field}: ${issue.message}`, ...valueHint(issue, given) },
      ];
  }
}

/** Of the alternatives, the complaints of the one that the value came closest to; where none got inside it, what was expected. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: Path, given: unknown, schema: z.ZodType): Problem[] {
  if (given === undefined)
    return [{ rule: 'missing-field', path, on: 'key', message: `${String(path.at(-1))} is missing` }];
  const inside = issue.errors
    .filter(
      (branch) => isMapping(given) && branch.every((inner) => inner.code !== 'invalid_type' || inner.path.length > 0),
    )
    .filter((branch) => branch.every((inner) => inner.code !== 'invalid_value' || inner.path.length > 0))
    .sort((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0];
  if (!inside)
    return [{ rule: 'invalid-value', path, on: 'value', message: `${String(path.at(-1))}: ${issue.message}` }];
  return inside.flatMap((inner) => {
    const below = inner.path.map((step) => (typeof step === 'number' ? step : String(step)));
    return problemsOfIssue(inner, [...path, ...below], valueAt(given, below), schema);
  });
}

function unknownKeys(branch: readonly z.core.$ZodIssue[]): number {
  return branch.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0),
    0,
  );
}

function unknownField(key: string, path: Path, given: unknown, schema: z.ZodType): Problem {
  if (isMapping(given) && given[key] === null && !/^[a-z_0-9]+$/.test(key))
    return {
      rule: 'cut-text',
      path: [...path, key],
      on: 'key',
      message: `"${key}" is taken for a field: in braces, a comma ends the text before it`,
      hint: 'put the whole text in quotation marks',
    };
  const fields = fieldsAt(schema, path);
  return {
    rule: 'unknown-field',
    path: [...path, key],
    on: 'key',
    message: `unknown field "${key}"`,
    hint: didYouMean(key, fields) ?? `the fields here are ${fields.join(', ')}`,
  };
}

function outsideList(field: string, path: Path, given: unknown, values: readonly unknown[]): Problem {
  const hint = didYouMean(String(given), values.map(String));
  const list = values.map(String).join(', ');
  return {
    rule: 'invalid-value',
    path,
    on: 'value',
    message: `${field} is ${described(given)}, which is not one of: ${list}`,
    ...(hint ? { hint } : {}),
  };
}

function expecting(issue: z.core.$ZodIssue): { hint?: string } {
  return issue.code === 'invalid_value' ? { hint: `one of: ${issue.values.map(String).join(', ')}` } : {};
}

function typeHint(expected: string, given: unknown): { hint?: string } {
  if (expected === 'string' && (typeof given === 'number' || typeof given === 'boolean'))
    return { hint: 'put it in quotation marks' };
  if (expected === 'array') return { hint: `write it as a list: [${typeof given === 'string' ? given : '...'}]` };
  return {};
}

function valueHint(issue: z.core.$ZodIssue, given: unknown): { hint?: string } {
  if (issue.code !== 'invalid_format' || typeof given !== 'string' || !issue.message.startsWith('an id')) return {};
  const slug = given
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? {} : { hint: `write "${slug}"` };
}

function described(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  return value === null ? 'empty' : `the ${typeof value === 'boolean' ? 'truth value' : 'number'} ${String(value)}`;
}

function named(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    array: 'a list',
    object: 'a mapping',
    number: 'a number',
    int: 'a whole number',
    record: 'a mapping',
  };
  return names[expected] ?? expected;
}

/** The fields that a schema knows at a path, looked for through lists, options and alternatives. */
function fieldsAt(schema: z.ZodType, path: Path): string[] {
  let open = insides(schema);
  for (const step of path)
    open = open.flatMap((inner) => {
      if (inner.def.type === 'array') return insides((inner as z.ZodArray<z.ZodType>).element);
      if (inner.def.type !== 'object') return [];
      const field = (inner as z.ZodObject).shape[String(step)] as z.ZodType | undefined;
      return field ? insides(field) : [];
    });
  return [
    ...new Set(open.flatMap((inner) => (inner.def.type === 'object' ? Object.keys((inner as z.ZodObject).shape) : []))),
  ].sort();
}

/** A schema without its wrappers; a union gives each of its alternatives. */
function insides(schema: z.ZodType): z.ZodType[] {
  switch (schema.def.type) {
    case 'optional':
      return insides((schema as z.ZodOptional<z.ZodType>).unwrap());
    case 'lazy':
      return insides((schema as z.ZodLazy<z.ZodType>).unwrap());
    case 'pipe':
      return insides((schema as z.ZodPipe<z.ZodType, z.ZodType>).out);
    case 'union':
      return (schema as z.ZodUnion<z.ZodType[]>).options.flatMap(insides);
    default:
      return [schema];
  }
}

function* referencesIn(schema: z.ZodType, value: unknown, path: Path): Generator<Reference> {
  for (const inner of insides(schema)) {
    const space = references.get(inner)?.space;
    if (space && typeof value === 'string') yield { path, space, id: value };
    else if (inner.def.type === 'array' && Array.isArray(value))
      for (const [index, item] of value.entries())
        yield* referencesIn((inner as z.ZodArray<z.ZodType>).element, item, [...path, index]);
    else if (inner.def.type === 'object' && isMapping(value))
      for (const [field, type] of Object.entries((inner as z.ZodObject).shape))
        if (Object.hasOwn(value, field)) yield* referencesIn(type as z.ZodType, value[field], [...path, field]);
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    return isMapping(inner) && Object.hasOwn(inner, step) ? inner[String(step)] : undefined;
  }, value);
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

function wrong(path: Path, message: string, hint: string): Problem {
  return { rule: 'invalid-value', path, on: 'value', message, hint };
}
