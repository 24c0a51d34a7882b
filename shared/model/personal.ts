import type * as z from 'zod';
import { isSealed, SEALED_EXAMPLE } from './sealed.ts';

declare const sealed: unique symbol;

/**
 * A personal value as events and requests have it, and so as deciders, sagas and views that are not personal see it: it may
 * be encrypted, so it can be passed on and not read. `T` is what it is in clear.
 */
export interface Personal<T> {
  readonly [sealed]: T;
}

/** Data of an event or a request: what is personal in it is opaque. */
export type Opaque<D> = Mapped<D, 'opaque'>;

/** The same data as a personal view sees it: readable, or `null` when the customer was forgotten. */
export type Revealed<D> = Mapped<D, 'revealed'>;

type Mapped<D, How> = 0 extends 1 & D
  ? D
  : D extends Personal<infer T>
    ? How extends 'opaque'
      ? Personal<T>
      : T | null
    : D extends object
      ? { readonly [K in keyof D]: Mapped<D[K], How> }
      : D;

/**
 * Marks a field as personal: it is encrypted with its customer's key before it is written, and is gone when the key is.
 * What a command accepts from the API is in clear, so its decision may read it. Nothing else fits into a personal field of
 * a fact or a request than what was marked so.
 */
export function personal<T extends z.ZodType>(schema: T): z.ZodType<z.output<T> & Personal<z.output<T>>, z.input<T>> {
  return schema.meta({ ...schema.meta(), personal: true }) as never;
}

/** A path to personal fields inside data; `*` stands for every element of an array, and every value of a record. */
export type PersonalPath = readonly string[];

/** Kinds of schema that hold no other: nothing in them can be marked. Values of other kinds are not JSON, or nobody can tell what is in them. */
const LEAVES = new Set(
  ['string', 'number', 'boolean', 'null', 'undefined', 'literal', 'enum', 'template_literal'].concat(
    'unknown',
    'any',
    'never',
  ),
);

/** Kinds that hold one other schema, for the same value. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  'optional',
  'nullable',
  'default',
  'prefault',
  'nonoptional',
  'readonly',
  'catch',
]);

/* The definitions of zod's schemas are read as data: there is no typed way over all kinds. */
type Definition = Record<string, any>;

/** What a schema is made of. */
export function definitionOf(schema: z.ZodType): Definition {
  return (schema as any)._zod.def;
}

/** Whether a schema is marked as personal itself. */
export function isPersonal(schema: z.ZodType): boolean {
  return schema.meta()?.personal === true;
}

/**
 * Where a schema holds personal fields.
 * @param name what the schema is of, for the error.
 * Throws where that cannot be told for certain: for a kind of schema that cannot be searched, for alternatives that differ
 * in what is personal, and for a personal field that would accept what is encrypted.
 */
export function personalPaths(schema: z.ZodType, name: string): readonly PersonalPath[] {
  if (isPersonal(schema)) {
    const mayBe = schema.safeParse(SEALED_EXAMPLE).success || reaches(entry(schema), Object.keys(SEALED_EXAMPLE));
    if (mayBe || isSealed(definitionOf(schema).defaultValue))
      throw new Error(`${name}: a personal field must not accept what is encrypted. Give it a narrower schema.`);
    return [[]];
  }
  const def = definitionOf(schema);
  if (LEAVES.has(def.type)) return [];
  if (WRAPPERS.has(def.type)) return personalPaths(def.innerType, name);
  switch (def.type) {
    case 'object':
      none(def.catchall, name, 'what an object has beside its declared members');
      return Object.entries<z.ZodType>(def.shape).flatMap(([key, field]) =>
        below(key, personalPaths(field, `${name}.${key}`)),
      );
    case 'array':
      return below('*', personalPaths(def.element, `${name}.*`));
    case 'record':
      none(def.keyType, name, 'the keys of a record');
      return below('*', personalPaths(def.valueType, `${name}.*`));
    case 'tuple':
      none(def.rest, name, 'the rest of a tuple');
      return (def.items as z.ZodType[]).flatMap((item, at) => below(String(at), personalPaths(item, `${name}.${at}`)));
    case 'union':
      return together(def.options, name);
    case 'intersection':
      return together([def.left, def.right], name);
    case 'pipe':
      none(def.in, name, 'what is changed on its way (mark the whole)');
      none(def.out, name, 'what was changed on its way (mark the whole)');
      return [];
    case 'transform':
      return [];
    default:
      throw new Error(
        `${name}: z.${def.type}() cannot be searched for personal fields. Use another kind of schema, or teach personalPaths (shared/model/personal.ts) where they are in it.`,
      );
  }
}

function below(head: string, paths: readonly PersonalPath[]): PersonalPath[] {
  return paths.map((path) => [head, ...path]);
}

function none(schema: z.ZodType | undefined, name: string, where: string): void {
  if (schema && personalPaths(schema, name).length > 0)
    throw new Error(`${name}: nothing personal can be in ${where}.`);
}

/** The paths of schemas that one value may be of. What is personal in one must be so in each that has something there. */
function together(options: readonly z.ZodType[], name: string): PersonalPath[] {
  const found = new Map<string, PersonalPath>();
  const each = options.map((option) => {
    const paths = personalPaths(option, name);
    for (const path of paths) found.set(keyOf(path), path);
    return { option, own: new Set(paths.map(keyOf)) };
  });
  for (const [key, path] of found) {
    const plain = each.find(({ option, own }) => !own.has(key) && reaches(option, path));
    if (plain)
      throw new Error(
        `${[name, ...path].join('.')} is personal in one alternative and not in another: mark it in both, or call it otherwise in one.`,
      );
  }
  return [...found.values()];
}

/** What data is held against first, where it is changed on its way. */
function entry(schema: z.ZodType): z.ZodType {
  const { type, innerType, in: first } = definitionOf(schema);
  if (WRAPPERS.has(type)) return entry(innerType);
  return type === 'pipe' ? entry(first) : schema;
}

/** A path as one text; a name may hold a dot, so joined by dots two paths could look alike. */
function keyOf(path: PersonalPath): string {
  return JSON.stringify(path);
}

/** Whether data of a schema may have something at a path. */
function reaches(schema: z.ZodType, path: PersonalPath): boolean {
  const def = definitionOf(schema);
  const [head, ...rest] = path;
  if (['null', 'undefined', 'never'].includes(def.type)) return false;
  if (head === undefined || ['unknown', 'any', 'pipe', 'transform'].includes(def.type)) return true;
  if (WRAPPERS.has(def.type)) return reaches(def.innerType, path);
  const some = (schemas: readonly z.ZodType[], left: PersonalPath) => schemas.some((one) => reaches(one, left));
  switch (def.type) {
    case 'object': {
      const members: z.ZodType[] = head === '*' ? Object.values(def.shape) : [def.shape[head] ?? def.catchall];
      return some(members.filter(Boolean), rest);
    }
    case 'array':
      return isPosition(head) && reaches(def.element, rest);
    case 'record':
      return reaches(def.valueType, rest);
    case 'tuple':
      return some(head === '*' ? def.items : [def.items[Number(head)] ?? def.rest].filter(Boolean), rest);
    case 'union':
      return some(def.options, path);
    case 'intersection':
      return some([def.left, def.right], path);
    default:
      return false;
  }
}

/** Whether a part of a path names an element of an array. */
function isPosition(part: string): boolean {
  return part === '*' || /^\d+$/.test(part);
}
