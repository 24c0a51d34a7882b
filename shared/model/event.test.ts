import { expect, test } from 'vitest';
import * as z from 'zod';
import { recorded, rowAfter } from '#shared/testing/views.ts';
import { event, older, upcast } from './event.ts';
import { projection } from './projection.ts';

/** Version 3: places have a country. Version 2: a place is more than a name. */
const Moved = event('Moved', {
  context: 'test',
  schema: z.object({ to: z.object({ name: z.string(), country: z.string() }) }),
  example: { to: { name: 'Cali', country: 'CO' } },
  older: [
    older({
      schema: z.object({ place: z.string() }),
      example: { place: 'Cali' },
      up: ({ place }) => ({ to: { name: place } }),
    }),
    older({
      schema: z.object({ to: z.object({ name: z.string() }) }),
      example: { to: { name: 'Cali' } },
      up: ({ to }) => ({ to: { ...to, country: 'CO' } }),
    }),
  ],
});
const view = projection<{ id: string; country: string }>('trips', { of: 'trip', key: 'id' }).on(
  Moved,
  (_, { to: { country } }) => ({ id: '1', country }),
);

test('an event is of the version after its older ones, and so are its facts', () => {
  expect([Moved.version, Moved(Moved.example).version]).toStrictEqual([3, 3]);
});

test('data of every version is brought to the present schema', () => {
  const [first, second] = Moved.older.map(({ example }) => example);
  expect([upcast(Moved, 1, first), upcast(Moved, 2, second), upcast(Moved, 3, Moved.example)]).toStrictEqual([
    Moved.example,
    Moved.example,
    Moved.example,
  ]);
});

test('what a newer version of the code wrote passes as it is', () => {
  expect(upcast(Moved, 4, { to: 'Cali' })).toStrictEqual({ to: 'Cali' });
});

test('a test records facts of the present version, and a view is given what older ones have become', async () => {
  const life = recorded('trip#1', [Moved({ to: { name: 'Lima', country: 'PE' } })]);
  expect(life.map(({ metadata }) => metadata.schemaVersion)).toStrictEqual([3]);
  expect((await rowAfter(view, life, [life])).state).toStrictEqual({ id: '1', country: 'PE' });
  const old = life.map((fact) => ({
    ...fact,
    data: { place: 'Lima' },
    metadata: { ...fact.metadata, schemaVersion: 1 },
  }));
  expect((await rowAfter(view, old, [old])).state).toStrictEqual({ id: '1', country: 'CO' });
});
