import * as z from 'zod';
import { definitionOf, isPersonal, personalPaths, WRAPPERS } from './personal.ts';

const Encrypted = z.strictObject({ cifrado: z.string().min(1) });

/**
 * A schema as the bus brings its data: what is personal may come encrypted there, as it was in the log. The API never brings
 * it so, and checks the schema itself.
 */
export function arriving<S extends z.ZodType>(schema: S, name: string): S {
  return personalPaths(schema, name).length === 0 ? schema : (rebuilt(schema) as S);
}

function rebuilt(schema: z.ZodType): z.ZodType {
  if (isPersonal(schema)) return z.union([Encrypted, schema]);
  const def = definitionOf(schema);
  const having = (parts: object) => schema.clone({ ...def, ...parts } as never) as z.ZodType;
  if (WRAPPERS.has(def.type)) return having({ innerType: rebuilt(def.innerType) });
  switch (def.type) {
    case 'object':
      return having({
        shape: Object.fromEntries(
          Object.entries<z.ZodType>(def.shape).map(([key, field]): [string, z.ZodType] => [key, rebuilt(field)]),
        ),
      });
    case 'array':
      return having({ element: rebuilt(def.element) });
    case 'record':
      return having({ valueType: rebuilt(def.valueType) });
    case 'tuple':
      return having({ items: def.items.map(rebuilt) });
    case 'union':
      return having({ options: def.options.map(rebuilt) });
    case 'intersection':
      return having({ left: rebuilt(def.left), right: rebuilt(def.right) });
    default:
      return schema;
  }
}
