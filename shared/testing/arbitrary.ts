import fc from 'fast-check';
import type * as z from 'zod';
import type { EventType, Fact } from '#shared/model/event.ts';

/** Values to take for members of a name, wherever they stand: the few ids that make commands meet. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

/** Values that a schema accepts, as they go in (before defaults). */
export function arbitraryOf<Schema extends z.ZodType>(
  schema: Schema,
  pools: Pools = {},
): fc.Arbitrary<z.input<Schema>> {
  return build(schema, pools).filter((value) => schema.safeParse(value).success) as fc.Arbitrary<z.input<Schema>>;
}

/** Facts of an event, with any data that its schema accepts. */
export function arbitraryFact(event: EventType, pools: Pools = {}): fc.Arbitrary<Fact> {
  return arbitraryOf(event.schema, pools).map((data) => event(data));
}

/* The definitions of zod's schemas are read as data: there is no typed way over all kinds. */
type Definition = Record<string, any>;

const builders: Readonly<Record<string, (def: Definition, pools: Pools) => fc.Arbitrary<unknown>>> = {
  string: stringOf,
  number: numberOf,
  boolean: () => fc.boolean(),
  literal: ({ values }) => fc.constantFrom(...values),
  enum: ({ entries }) => fc.constantFrom(...Object.values(entries)),
  optional: ({ innerType }, pools) => fc.option(build(innerType, pools), { nil: undefined }),
  nullable: ({ innerType }, pools) => fc.option(build(innerType, pools), { nil: null }),
  default: ({ innerType }, pools) => fc.option(build(innerType, pools), { nil: undefined }),
  array: ({ element, checks }, pools) => {
    const [minLength, maxLength] = [
      limit(checks, 'min_length', 'minimum') ?? 0,
      limit(checks, 'max_length', 'maximum') ?? 5,
    ];
    return fc.array(build(element, pools), {
      minLength,
      maxLength: Math.max(minLength, Math.min(maxLength, minLength + 3)),
    });
  },
  union: ({ options }, pools) => fc.oneof(...options.map((option: z.ZodType) => build(option, pools))),
  object: ({ shape }, pools) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(shape).map(([name, member]) => [name, memberOf(name, member as z.ZodType, pools)]),
        ),
      )
      .map((value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))),
};

function build(schema: z.ZodType, pools: Pools): fc.Arbitrary<unknown> {
  const def = (schema as any)._zod.def as Definition;
  const { examples } = schema.meta() ?? {};
  // What hardly any text is would be sought for ever.
  if (Array.isArray(examples)) return fc.constantFrom(...examples);
  if (schema.meta()?.text !== undefined) return textOf(def);
  const builder = builders[def.type];
  if (!builder)
    throw new Error(
      `There is no arbitrary for z.${def.type}() yet: add one to "builders" in shared/testing/arbitrary.ts.`,
    );
  const values = builder(def, pools);
  return def.checks?.some((check: any) => check._zod.def.check === 'custom')
    ? values.filter((value) => schema.safeParse(value).success)
    : values;
}

function memberOf(name: string, schema: z.ZodType, pools: Pools): fc.Arbitrary<unknown> {
  const pool = pools[name];
  return pool ? fc.constantFrom(...pool) : build(schema, pools);
}

function stringOf({ format, pattern, checks }: Definition): fc.Arbitrary<string> {
  if (format === 'uuid' || format === 'guid') return fc.uuid();
  if (format === 'email') return fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/);
  if (format === 'datetime') {
    return fc
      .date({ min: new Date('2029-12-01'), max: new Date('2030-03-01'), noInvalidDate: true })
      .map((at) => at.toISOString());
  }
  const regex = pattern ?? find(checks, 'string_format')?.pattern;
  if (regex) return fc.stringMatching(regex);
  const minLength = limit(checks, 'min_length', 'minimum') ?? 0;
  return fc.string({ minLength, maxLength: Math.min(limit(checks, 'max_length', 'maximum') ?? 20, minLength + 20) });
}

/** Words with what makes texts differ: accents, other scripts, signs, characters of two units. */
function textOf({ checks }: Definition): fc.Arbitrary<string> {
  const sign = fc.constantFrom(...'aeñÁóZ09 .,#-/\'"{}$%é字🙂');
  return fc
    .array(sign, { minLength: 1, maxLength: Math.min(limit(checks, 'max_length', 'maximum') ?? 20, 20) / 2 })
    .map((signs) => signs.join('').trim())
    .filter(Boolean);
}

function numberOf({ checks, format }: Definition): fc.Arbitrary<number> {
  const whole = format === 'safeint' || find(checks, 'number_format') !== undefined;
  const [above, below] = [find(checks, 'greater_than'), find(checks, 'less_than')];
  if (whole) {
    const min = above ? above.value + (above.inclusive ? 0 : 1) : -1_000;
    return fc.integer({ min, max: Math.max(min, below ? below.value - (below.inclusive ? 0 : 1) : 1_000) });
  }
  return fc
    .double({
      min: above?.value ?? -1_000,
      max: below?.value ?? 1_000,
      minExcluded: above?.inclusive === false,
      maxExcluded: below?.inclusive === false,
      noNaN: true,
    })
    .map((n) => n + 0);
}

function find(checks: readonly any[] | undefined, check: string): Definition | undefined {
  return checks?.map((each) => each._zod.def as Definition).find((def) => def.check === check);
}

function limit(checks: readonly any[] | undefined, check: string, member: string): number | undefined {
  return find(checks, check)?.[member];
}
