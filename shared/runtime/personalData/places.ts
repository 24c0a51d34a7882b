import type * as z from 'zod';
import { type PersonalPath, personalPaths } from '#shared/model/personal.ts';

const known = new WeakMap<z.ZodType, readonly PersonalPath[]>();

/** Where a schema holds personal fields, searched once for each schema. */
export function pathsOf(schema: z.ZodType, name: string): readonly PersonalPath[] {
  const paths = known.get(schema) ?? personalPaths(schema, name);
  known.set(schema, paths);
  return paths;
}

/** What stands at paths inside data. */
export function reach(data: unknown, paths: readonly PersonalPath[]): unknown[] {
  return paths.flatMap((path) => at(data, path));
}

/** Data with what stands at paths changed. */
export function replace(data: unknown, paths: readonly PersonalPath[], change: (value: unknown) => unknown): any {
  return paths.reduce((result, path) => changed(result, path, change), data);
}

function at(value: any, [head, ...rest]: PersonalPath): unknown[] {
  if (head === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return (head === '*' ? Object.values(value) : [value[head]]).flatMap((inner) => at(inner, rest));
}

function changed(value: any, [head, ...rest]: PersonalPath, change: (value: unknown) => unknown): any {
  if (value === undefined || value === null) return value;
  if (head === undefined) return change(value);
  if (typeof value !== 'object') return value;
  const next = (inner: unknown, key: string) => (head === '*' || head === key ? changed(inner, rest, change) : inner);
  if (Array.isArray(value)) return value.map((element, index) => next(element, String(index)));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, next(inner, key)]));
}
