import type * as z from 'zod';

/**
 * Marks a field as personal: it is encrypted with its customer's key before it is written, and is gone when the key is.
 * Deciders see it as opaque text.
 */
export function personal<T extends z.ZodType>(schema: T): T {
  return schema.meta({ ...schema.meta(), personal: true }) as T;
}

/** A path to personal fields inside data; `*` stands for every element of an array. */
export type PersonalPath = readonly string[];

/** Where a schema holds personal fields. */
export function personalPaths(schema: z.ZodType): readonly PersonalPath[] {
  if (schema.meta()?.personal === true) return [[]];
  const def = (schema as any)._zod.def;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
        personalPaths(field).map((path) => [key, ...path]),
      );
    case 'array':
      return personalPaths(def.element).map((path) => ['*', ...path]);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return personalPaths(def.innerType);
    default:
      return [];
  }
}
