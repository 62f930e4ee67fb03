import { expect, test } from 'vitest';
import type * as z from 'zod';
import { alternatives } from '../../src/model/reach.ts';
import { kindsReferredTo } from '../../src/model/references.ts';
import { references, schemas } from '../../src/model/schema.ts';
import { kinds, spaceOf } from '../../src/model/vocabulary.ts';

/** Every field of a schema that holds ids, with the space of these; what contains itself is looked into once. */
function* referring(schema: z.ZodType, field: string, seen = new Set<z.ZodType>()): Generator<[string, string]> {
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const inner of alternatives(schema)) {
    const space = references.get(inner)?.space;
    if (space !== undefined) yield [field, space];
    else if (inner.def.type === 'array') yield* referring((inner as z.ZodArray<z.ZodType>).element, field, seen);
    else if (inner.def.type === 'object')
      for (const [name, value] of Object.entries((inner as z.ZodObject).shape))
        yield* referring(value as z.ZodType, name, seen);
  }
}

test('the fields that hold ids are those of the schemas', () => {
  const found = kinds.flatMap((kind) => [...referring(schemas[kind], '')]);
  const fields = new Map(found.filter(([, space]) => space !== 'undertakings').map(([field, space]) => [field, space]));
  expect([...kindsReferredTo.keys()].sort()).toEqual([...fields.keys()].sort());
  for (const [field, space] of fields)
    expect(kindsReferredTo.get(field), field).toEqual(kinds.filter((kind) => spaceOf(kind) === space));
});
