import type * as z from 'zod';
import type { Path } from './diagnostic.ts';
import { date } from './schema.ts';

/** What a schema asks for at a path, looked for through lists, options and alternatives: without wrappers, each alternative by itself. */
export function schemasAt(schema: z.ZodType, path: Path): z.ZodType[] {
  let open = alternatives(schema);
  for (const step of path)
    open = open.flatMap((inner) => {
      if (inner.def.type === 'array') return alternatives((inner as z.ZodArray<z.ZodType>).element);
      if (inner.def.type === 'record') return alternatives((inner as z.ZodRecord<z.ZodString, z.ZodType>).valueType);
      if (inner.def.type !== 'object') return [];
      const { shape } = inner as z.ZodObject;
      return Object.hasOwn(shape, step) ? alternatives(shape[String(step)] as z.ZodType) : [];
    });
  return open;
}

/** A schema without its wrappers; a union gives each of its alternatives. */
export function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema === date) return [schema];
  switch (schema.def.type) {
    case 'optional':
      return alternatives((schema as z.ZodOptional<z.ZodType>).unwrap());
    case 'lazy':
      return alternatives((schema as z.ZodLazy<z.ZodType>).unwrap());
    case 'union':
      return (schema as z.ZodUnion<z.ZodType[]>).options.flatMap(alternatives);
    default:
      return [schema];
  }
}
