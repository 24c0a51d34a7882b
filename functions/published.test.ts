import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { foldsOf } from '#infra/cdk/derive/generations.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { change } from '#shared/model/change.ts';
import { event, older, upcast } from '#shared/model/event.ts';
import { personalPaths } from '#shared/model/personal.ts';
import { request } from '#shared/model/request.ts';
import { breaches, grown, lockOf, REWRITE } from '#shared/testing/published.ts';
import { languageOf } from '#shared/testing/sources.ts';
import lock from '../events/published.json' with { type: 'json' };
import { contextos } from './contextos.ts';

const language = await languageOf(contextos, await foldsOf(contextos));
const now = lockOf(language);

describe('the published language', () => {
  test('nothing that was published is broken', () => expect(breaches(lock, now), REWRITE).toStrictEqual([]));
  test('events/published.json is up to date; if not, run: npm run published', () => {
    expect(JSON.parse(JSON.stringify(grown(lock, now)))).toStrictEqual(lock);
  });
  test.each(language.events.map((type) => [type.type, type] as const))(
    '%s: examples fit, of every version',
    (_, type) => {
      expect(type.schema.safeParse(type.example).error?.issues).toBeUndefined();
      for (const [at, { schema, example }] of type.older.entries()) {
        expect(schema.safeParse(example).error?.issues).toBeUndefined();
        expect(type.schema.safeParse(upcast(type, at + 1, example)).error?.issues).toBeUndefined();
      }
    },
  );
  test.each(language.events.map((type) => [type.type, type] as const))(
    '%s: personal fields name whose they are',
    (_, type) => {
      const personal = personalPaths(type.schema, type.type);
      if (personal.length > 0) expect(typeof type.example[type.subject ?? '']).toBe('string');
      expect(personal.map(([head]) => head)).not.toContain(type.subject ?? '');
    },
  );
  const other = [
    ...[...language.requests, ...language.changes].map(({ type, schema }) => [type, schema as z.ZodType] as const),
    ...contextos.flatMap(({ commands }) =>
      Object.entries(commands).map(([name, { accepts }]) => [name, accepts as z.ZodType] as const),
    ),
  ];
  test.each(other)('%s: what is personal in it can be told', (name, schema) => {
    expect(() => personalPaths(schema, name)).not.toThrow();
  });
  const asked = contextos.flatMap(({ queries }) =>
    Object.entries(queries).map(([name, { accepts, answers }]) => [name, accepts, answers] as const),
  );
  test.each(asked)('%s: a question is not personal, and an answer is readable', (name, accepts, answers) => {
    for (const schema of [accepts, answers]) expect(personalPaths(schema, name)).toStrictEqual([]);
  });
  test.each([...language.requests, ...language.changes].map((type) => [type.type, type] as const))(
    '%s: its example fits',
    (_, type) => {
      expect(type.schema.safeParse(type.example).error?.issues).toBeUndefined();
    },
  );
});

describe('what the lock finds', () => {
  const Uno = event('Uno', { context: 'x', schema: z.object({ a: z.string() }), example: { a: '' } });
  const otro = request('otro', { context: 'x', schema: z.object({ a: z.string() }), example: { a: '' } });
  const table = {
    context: 'x',
    key: z.object({ a: z.int() }),
    row: z.object({ a: z.int() }),
    subject: () => 'ana',
    example: { key: { a: 1 }, value: null },
  };
  const otra = change('Otra', table);
  const fold = { aggregate: aggregate('cosa', {}, { every: 10, revision: 1 }), source: 'abc' };
  const base = lockOf({ events: [Uno], requests: [otro], changes: [otra], folds: [fold] });
  const found = (language: Partial<Parameters<typeof lockOf>[0]>) =>
    breaches(base, lockOf({ events: [Uno], requests: [otro], changes: [otra], folds: [fold], ...language }));
  const changed = { context: 'x', schema: z.object({ a: z.string(), b: z.number() }), example: { a: '', b: 0 } };
  const v1 = older({ schema: z.object({ a: z.string() }), example: { a: '' }, up: ({ a }) => ({ a, b: 0 }) });

  test('nothing, when nothing changed', () => expect(found({})).toStrictEqual([]));
  test('an event that is gone', () => expect(found({ events: [] })).toHaveLength(1));
  test('a changed schema of the same version', () =>
    expect(found({ events: [event('Uno', changed)] })).toHaveLength(1));
  test('nothing, when the changed schema is a new version', () =>
    expect(found({ events: [event('Uno', { ...changed, older: [v1] })] })).toStrictEqual([]));
  test('an older version that is not the published one', () => {
    const other = older({ ...v1, schema: z.object({ a: z.string().min(1) }) });
    expect(found({ events: [event('Uno', { ...changed, older: [other] })] })).toHaveLength(1);
  });
  test('an older version that is gone', () => {
    const published = lockOf({
      events: [event('Uno', { ...changed, older: [v1] })],
      requests: [],
      changes: [],
      folds: [],
    });
    const now = lockOf({ events: [event('Uno', changed)], requests: [], changes: [], folds: [] });
    expect(breaches(published, now)).toHaveLength(1);
  });
  test('a changed request', () => expect(found({ requests: [request('otro', changed)] })).toHaveLength(1));
  test('a changed change', () =>
    expect(
      found({ changes: [change('Otra', { ...table, row: z.object({ a: z.int(), b: z.string() }) })] }),
    ).toHaveLength(1));
  test('a change that is gone', () => expect(found({ changes: [] })).toHaveLength(1));
  test('a changed fold of the same revision', () =>
    expect(found({ folds: [{ ...fold, source: 'def' }] })).toHaveLength(1));
  test('nothing, when the changed fold has a new revision', () =>
    expect(
      found({ folds: [{ aggregate: aggregate('cosa', {}, { every: 10, revision: 2 }), source: 'def' }] }),
    ).toStrictEqual([]));
});
