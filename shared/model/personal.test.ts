import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { arriving } from './arriving.ts';
import { personal, personalPaths } from './personal.ts';
import { isSealed, SEALED_EXAMPLE } from './sealed.ts';

const name = personal(z.string().min(1));
const plain = z.string();
const paths = (schema: z.ZodType) => personalPaths(schema, 'Thing').map((path) => path.join('.'));

describe('personal fields are found', () => {
  test.each<[string, z.ZodType, string[]]>([
    ['in an object', z.object({ name, plain }), ['name']],
    ['in an object inside it', z.strictObject({ who: z.looseObject({ name }) }), ['who.name']],
    ['as a whole object', z.object({ at: personal(z.strictObject({ lat: z.number() })) }), ['at']],
    ['in an array', z.array(z.object({ name })), ['*.name']],
    ['in a record', z.object({ by: z.record(z.string(), z.object({ name })) }), ['by.*.name']],
    ['in a tuple', z.tuple([plain, name]), ['1']],
    [
      'where they may be missing',
      z.object({ a: name.optional(), b: name.nullable(), c: name.nullish() }),
      ['a', 'b', 'c'],
    ],
    [
      'where they have a default',
      z.object({ a: z._default(name, 'x' as never), b: name.prefault('x'), c: z.catch(name, 'x' as never) }),
      ['a', 'b', 'c'],
    ],
    ['where nothing changes them', z.object({ a: name.readonly() }).readonly(), ['a']],
    ['where they were marked before they were wrapped', z.object({ a: personal(plain.optional()) }), ['a']],
    ['in alternatives', z.union([z.object({ name }), z.null()]), ['name']],
    [
      'in alternatives whose names look alike',
      z.union([z.object({ 'a.b': name }), z.object({ a: z.object({ b: name }) })]),
      ['a.b', 'a.b'],
    ],
    [
      'in alternatives of which one has none',
      z.discriminatedUnion('t', [z.object({ t: z.literal('a'), name }), z.object({ t: z.literal('b'), n: z.int() })]),
      ['name'],
    ],
    [
      'in both parts of an intersection',
      z.intersection(z.object({ name }), z.object({ mail: name })),
      ['name', 'mail'],
    ],
    ['in alternatives of which one is nothing', z.union([name, z.null(), z.undefined(), z.never()]), ['']],
    [
      'in alternatives that have nothing there',
      z.union([
        z.array(z.object({ name })),
        z.array(z.object({ n: plain })),
        z.tuple([]),
        z.strictObject({}),
        z.record(z.string(), z.int()),
        plain,
      ]),
      ['*.name'],
    ],
    ['in a tuple beside a shorter one', z.union([z.tuple([plain, name]), z.tuple([plain])]), ['1']],
    ['as a whole that is changed on its way', z.object({ a: personal(plain.transform((text) => text.trim())) }), ['a']],
  ])('%s', (_, schema, found) => expect(paths(schema)).toStrictEqual(found));

  test.each<[string, z.ZodType]>([
    [
      'texts, numbers and what is known',
      z.object({ a: z.email(), b: z.int(), c: z.enum(['x']), d: z.iso.datetime(), e: z.literal(1) }),
    ],
    ['what nobody describes', z.object({ a: z.unknown(), b: z.any() })],
    ['what is changed on its way', z.object({ a: plain.transform(Number), b: z.preprocess(String, plain) })],
  ])('nowhere in %s', (_, schema) => expect(paths(schema)).toStrictEqual([]));
});

describe('a schema in which they cannot be told for certain is refused by name and path', () => {
  test.each<[string, z.ZodType, string]>([
    ['lazy', z.object({ next: z.lazy(() => z.object({ name })) }), 'Thing.next: z.lazy()'],
    ['a map', z.object({ a: z.array(z.map(z.string(), name)) }), 'Thing.a.*: z.map()'],
    ['a set', z.set(name), 'Thing: z.set()'],
    ['a promise', z.object({ a: z.promise(name) }), 'Thing.a: z.promise()'],
    ['a class', z.object({ a: z.instanceof(Date) }), 'Thing.a: z.custom()'],
    ['a date', z.object({ a: z.date() }), 'Thing.a: z.date()'],
    ['the keys of a record', z.record(name, plain), 'Thing: nothing personal can be in the keys'],
    ['the rest of a tuple', z.tuple([plain], name), 'Thing: nothing personal can be in the rest'],
    [
      'members that are not declared',
      z.object({}).catchall(name),
      'Thing: nothing personal can be in what an object has',
    ],
    ['what is changed on its way', z.object({ a: name.transform(Number) }), 'Thing.a: nothing personal can be in'],
    ['what comes out of a change', z.object({ a: z.preprocess(String, name) }), 'Thing.a: nothing personal can be in'],
    [
      'alternatives that differ',
      z.union([z.object({ name }), z.object({ name: plain })]),
      'Thing.name is personal in one',
    ],
    ['an alternative without marks', z.union([name, z.number()]), 'Thing is personal in one'],
    ['an alternative that has anything', z.union([z.object({ name }), z.unknown()]), 'Thing.name is personal in one'],
    ['an alternative that lets others in', z.union([z.object({ name }), z.looseObject({ a: plain })]), 'Thing.name is'],
    [
      'parts that differ',
      z.intersection(z.object({ name }), z.object({ name: plain })),
      'Thing.name is personal in one',
    ],
    [
      'an array beside a plain one',
      z.union([z.array(z.object({ name })), z.array(z.object({ name: plain }))]),
      'Thing.*.name is',
    ],
    ['an array beside a plain tuple', z.union([z.array(name), z.tuple([plain])]), 'Thing.* is personal in one'],
    ['a record beside a plain one', z.union([z.record(z.string(), name), z.record(z.string(), plain)]), 'Thing.* is'],
    ['a record beside plain members', z.union([z.record(z.string(), name), z.object({ a: plain })]), 'Thing.* is'],
    ['a member beside a plain record', z.union([z.object({ a: name }), z.record(z.string(), plain)]), 'Thing.a is'],
    ['a tuple beside a plain one', z.union([z.tuple([plain, name]), z.tuple([plain, plain])]), 'Thing.1 is personal'],
    ['a tuple beside a longer one', z.union([z.tuple([plain, name]), z.tuple([plain], plain)]), 'Thing.1 is personal'],
    ['what may be missing', z.union([z.object({ name }), z.object({ name: plain }).optional()]), 'Thing.name is'],
    [
      'alternatives in an alternative',
      z.union([z.object({ name }), z.union([z.object({ name: plain }), z.null()])]),
      'Thing.name is personal in one',
    ],
    [
      'an intersection in an alternative',
      z.union([z.object({ name }), z.intersection(z.object({ a: plain }), z.object({ name: plain }))]),
      'Thing.name is personal in one',
    ],
    [
      'a whole beside its part',
      z.union([personal(z.object({ a: plain })), z.object({ a: plain })]),
      'Thing is personal',
    ],
    ['what accepts the encrypted', z.object({ a: personal(z.unknown()) }), 'Thing.a: a personal field must not accept'],
    ['an object that accepts the encrypted', z.object({ a: personal(z.looseObject({})) }), 'Thing.a: a personal field'],
    [
      'an object that accepts some of the encrypted',
      z.object({ a: personal(z.strictObject({ cifrado: z.string().min(99) })) }),
      'Thing.a: a personal field',
    ],
    [
      'what may make something of the encrypted',
      z.object({ a: personal(z.preprocess((given) => Object(given).cifrado?.[98], z.string())) }),
      'Thing.a: a personal field',
    ],
    [
      'a name with a dot beside a plain one',
      z.union([z.object({ 'a.b': name }), z.object({ 'a.b': plain }), z.object({ a: z.object({ b: name }) })]),
      'Thing.a.b is personal in one',
    ],
  ])('%s', (_, schema, text) => expect(() => paths(schema)).toThrow(text));
});

describe('what the bus brings', () => {
  const schema = z.strictObject({
    id: z.uuid(),
    mail: personal(z.email()),
    at: personal(z.strictObject({ lat: z.number() })).optional(),
    all: z.array(z.object({ name })).default([]),
    one: z.tuple([name, z.int()]).nullable().optional(),
    by: z.record(z.string(), z.union([z.object({ name }), z.null()])).optional(),
  });
  const id = '1c9f4a52-6a0e-4a53-8d0b-2f6f0a1d7b11';
  const sealed = SEALED_EXAMPLE;

  test.each([
    { id, mail: sealed },
    {
      id,
      mail: sealed,
      at: sealed,
      all: [{ name: sealed }, { name: 'Ana' }],
      one: [sealed, 1],
      by: { a: { name: sealed } },
    },
    { id, mail: 'ana@example.com', at: { lat: 1 } },
  ])('may be encrypted where it is personal: %j', (data) => {
    expect(arriving(schema, 'ask').parse(data)).toStrictEqual({ all: [], ...data });
  });
  test.each([
    { id: sealed, mail: sealed },
    { id, mail: 'ana' },
    { id, mail: { ...sealed, more: 1 } },
    { id, mail: sealed, other: 1 },
    { id, mail: sealed, one: [sealed, sealed] },
  ])('is checked like everything else: %j', (data) => {
    expect(arriving(schema, 'ask').safeParse(data).success).toBe(false);
  });
  test('is no business of the API: it takes nothing that is encrypted', () => {
    expect(schema.safeParse({ id, mail: sealed }).success).toBe(false);
  });
  test('keeps the conditions on the whole', () => {
    const both = z.object({ name, a: z.int(), b: z.int() }).refine(({ a, b }) => a < b);
    expect(arriving(both, 'ask').safeParse({ name: sealed, a: 1, b: 2 }).success).toBe(true);
    expect(arriving(both, 'ask').safeParse({ name: sealed, a: 2, b: 1 }).success).toBe(false);
  });
  test('may be encrypted in both parts of an intersection', () => {
    const both = z.intersection(z.object({ name }), z.object({ mail: name }));
    const data = { name: sealed, mail: sealed };
    expect(arriving(both, 'ask').parse(data)).toStrictEqual(data);
  });
  test('is the schema itself where nothing is personal', () => {
    const none = z.object({ a: z.string() });
    expect(arriving(none, 'ask')).toBe(none);
  });
});

test('what is encrypted is known by its form', () => expect(isSealed({ ...SEALED_EXAMPLE })).toBe(true));

test.each([undefined, null, 'personal:v1:abc', {}, { cifrado: 1 }, { cifrado: 'a', b: 1 }, ['a']])(
  '%j is not encrypted',
  (value) => expect(isSealed(value)).toBe(false),
);
