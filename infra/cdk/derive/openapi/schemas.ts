import * as z from 'zod';

/** A piece of JSON Schema or OpenAPI. */
export type Json = Record<string, any>;

/** The JSON Schema of what goes in by a schema, or comes out of it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

interface ParameterSpec {
  readonly where: 'path' | 'query';
  readonly names: readonly string[];
  /** An input of the whole operation. */
  readonly example: Json;
}

/** The members of an input that come in the path or in the query string, as parameters. */
export function parameters({ properties, required }: Json, { where, names, example }: ParameterSpec): Json[] {
  return names.map((name) => ({
    name,
    in: where,
    required: where === 'path' || (required?.includes(name) ?? false),
    schema: properties?.[name] ?? { type: 'string' },
    ...(example?.[name] !== undefined && { example: example[name] }),
  }));
}

/** An object's schema without some members. */
export function without(schema: Json, names: readonly string[]): Json {
  const required = ((schema.required ?? []) as string[]).filter((name) => !names.includes(name));
  return { ...schema, properties: drop(schema.properties ?? {}, names), ...(schema.required && { required }) };
}

/** An object's schema with one more member, always there. */
export function withMember(schema: Json, name: string, member: Json): Json {
  return {
    ...schema,
    properties: { ...schema.properties, [name]: member },
    required: [...(schema.required ?? []), name],
  };
}

/** An object without some members. */
export function drop(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
