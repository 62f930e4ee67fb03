import type * as z from 'zod';
import type { Path } from './diagnostic.ts';
import { didYouMean } from './nearest.ts';
import { schemasAt } from './reach.ts';
import { date, references, slug, slugPattern } from './schema.ts';
import type { Space } from './vocabulary.ts';

/** A fault of what a document says; `path` leads from the document's root. */
export interface Problem {
  readonly rule: string;
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** What zod finds wrong with a value, in an author's words; paths lead from the value. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], value: unknown, schema: z.ZodType): Problem[] {
  return withoutEchoes(
    issues.flatMap((issue) => {
      const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      return explain(issue, path, valueAt(value, path), schema);
    }),
  );
}

/** A misspelt field is one mistake: that it is missing under its right name goes without saying. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const parentOf = (path: Path) => JSON.stringify(path.slice(0, -1));
  const misspelt = problems.filter(({ rule, hint }) => rule === 'unknown-field' && hint?.startsWith('did you mean'));
  return problems.filter(
    ({ rule, path }) =>
      rule !== 'missing-field' ||
      !misspelt.some(
        (other) => parentOf(other.path) === parentOf(path) && other.hint?.startsWith(`did you mean "${path.at(-1)}"`),
      ),
  );
}

function explain(issue: z.core.$ZodIssue, path: Path, given: unknown, schema: z.ZodType): Problem[] {
  const field = String(path.at(-1) ?? 'this');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, path, schema));
    case 'invalid_key':
      return [{ ...wrong(path, `"${field}" is no id: ${issue.issues[0]?.message}`, slugHint(field)), on: 'key' }];
    case 'invalid_type':
    case 'invalid_value':
      if (given === undefined) return [missing(field, path, schema)];
      if (given === null) return [wrong(path, `${field} has no value`, 'write one, or remove the field')];
      return [
        issue.code === 'invalid_value'
          ? outsideList(field, path, given, issue.values)
          : ofWrongType(field, path, given, issue.expected, schema),
      ];
    case 'invalid_union':
      return explainUnion(issue, path, given, schema);
    case 'too_small':
      if (issue.origin !== 'array') return [wrong(path, `${field} is ${described(given)}: ${issue.message}`)];
      return [wrong(path, issue.message, issue.minimum === 1 ? 'list at least one, or remove the field' : undefined)];
    case 'custom': {
      const rule = typeof issue.params?.rule === 'string' ? issue.params.rule : 'invalid-value';
      const hint = typeof issue.params?.hint === 'string' ? issue.params.hint : undefined;
      return [{ ...wrong(path, issue.message, hint), rule }];
    }
    case 'invalid_format': {
      const hint = issue.message.startsWith('an id') ? slugHint(String(given)) : undefined;
      return [wrong(path, `${field} is ${described(given)}: ${issue.message}`, hint)];
    }
    default:
      return [wrong(path, `${field} is ${described(given)}: ${issue.message}`)];
  }
}

/** Of the alternatives, the complaints of the one that the value came closest to; where none got inside it, what was expected. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, given: unknown, schema: z.ZodType): Problem[] {
  const field = String(path.at(-1) ?? 'this');
  if (given === undefined) return [missing(field, path, schema)];
  if (given === null) return [wrong(path, `${field} has no value`, 'write one, or remove the field')];
  const reachedInside = (branch: readonly z.core.$ZodIssue[]) =>
    branch.every(({ code, path: { length } }) => length > 0 || (code !== 'invalid_type' && code !== 'invalid_value'));
  const [closest] = issue.errors
    .filter((branch) => reachedInside(branch))
    .sort((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length);
  if (!closest) return [wrong(path, `${field} is ${described(given)}, where ${issue.message} is expected`)];
  return closest.flatMap((inner) => {
    const below = inner.path.map((step) => (typeof step === 'number' ? step : String(step)));
    return explain(inner, [...path, ...below], valueAt(given, below), schema);
  });
}

function unknownKeys(branch: readonly z.core.$ZodIssue[]): number {
  return branch.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0),
    0,
  );
}

function unknownField(key: string, path: Path, schema: z.ZodType): Problem {
  const fields = fieldsOf(schemasAt(schema, path));
  return {
    rule: 'unknown-field',
    path: [...path, key],
    on: 'key',
    message: `unknown field "${key}"`,
    hint: didYouMean(key, fields) ?? `the fields here are ${fields.join(', ')}`,
  };
}

function missing(field: string, path: Path, schema: z.ZodType): Problem {
  const [example] = schemasAt(schema, path).map(exampleOf);
  return { rule: 'missing-field', path, on: 'key', message: `${field} is missing`, hint: `add ${field}: ${example}` };
}

/** What stands behind the colon of a field, said in a few words. */
function exampleOf(schema: z.ZodType | undefined): string {
  const space = schema && references.get(schema)?.space;
  if (space) return `the id of one of the ${namesOf(space)}`;
  if (schema === date) return 'a day, month or year, such as 2025-12-06';
  if (schema === slug) return 'lower-case letters and digits, parted by single hyphens';
  switch (schema?.def.type) {
    case 'enum':
      return (schema as z.ZodEnum).options.join(', ').replace(/, ([^,]*)$/, ' or $1');
    case 'literal':
      return [...(schema as z.ZodLiteral).values].join(' or ');
    case 'array': {
      const [item] = schemasAt(schema, [0]);
      const listed = item && references.get(item)?.space;
      return listed ? `followed by a list of ids of ${namesOf(listed)}` : 'followed by a list';
    }
    default:
      return 'followed by its text';
  }
}

function namesOf(space: Space): string {
  return space === 'evidence' ? 'quotes or events' : space;
}

function outsideList(field: string, path: Path, given: unknown, values: readonly unknown[]): Problem {
  const names = values.map(String);
  if (typeof given === 'string' && values.every((value) => typeof value === 'number') && names.includes(given))
    return wrong(path, `${field} is "${given}", where a number is expected`, 'write it without quotation marks');
  const list = names.length === 1 ? `where ${names[0]} is expected` : `which is not one of: ${names.join(', ')}`;
  return wrong(path, `${field} is ${described(given)}, ${list}`, nearestOf(String(given), names));
}

/** Of names of one or two letters, every other is near. */
function nearestOf(given: string, names: readonly string[]): string | undefined {
  const same = names.find((name) => name.toLowerCase() === given.toLowerCase());
  if (same !== undefined) return `write ${same}`;
  return given.length < 3 ? undefined : didYouMean(given, names);
}

function ofWrongType(field: string, path: Path, given: unknown, expected: string, schema: z.ZodType): Problem {
  const refers = schemasAt(schema, path).some((inner) => references.has(inner));
  const isDate = schemasAt(schema, path).includes(date);
  const wanted = isDate ? 'a date' : refers && expected === 'string' ? 'an id' : (typeNames[expected] ?? expected);
  return wrong(path, `${field} is ${described(given)}, where ${wanted} is expected`, typeHint(expected, given));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  number: 'a whole number',
  int: 'a whole number',
};

function typeHint(expected: string, given: unknown): string | undefined {
  if (expected === 'string' && (typeof given === 'number' || typeof given === 'boolean'))
    return 'put it in quotation marks';
  if (expected === 'string' && Array.isArray(given)) return 'only one can stand here';
  if (expected === 'array' && typeof given === 'string') return `write it as a list: [${given}]`;
  if (expected === 'array') return 'start each item with a hyphen';
  if (expected === 'object' || expected === 'record') return 'write field: value on the lines below';
  return undefined;
}

function slugHint(given: string): string | undefined {
  const slug = given
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slugPattern.test(slug) ? `write "${slug}"` : undefined;
}

function described(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return `the ${typeof value === 'boolean' ? 'truth value' : 'number'} ${String(value)}`;
}

function fieldsOf(schemas: readonly z.ZodType[]): string[] {
  const objects = schemas.filter((inner) => inner.def.type === 'object');
  return [...new Set(objects.flatMap((inner) => Object.keys((inner as z.ZodObject).shape)))].sort();
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    const isMapping = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step);
    return isMapping ? (inner as Readonly<Record<string, unknown>>)[String(step)] : undefined;
  }, value);
}

/** A value that is not what its place asks for. */
export function wrong(path: Path, message: string, hint?: string): Problem {
  return { rule: 'invalid-value', path, on: 'value', message, ...(hint === undefined ? {} : { hint }) };
}
