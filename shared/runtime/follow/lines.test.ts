import { expect, test } from 'vitest';
import * as z from 'zod';
import { event, older } from '#shared/model/event.ts';
import { journal } from '#shared/model/projection.ts';
import { recorded } from '#shared/testing/bus.ts';
import { linesOf } from './lines.ts';

const Moved = event('Moved', {
  context: 'test',
  schema: z.object({ id: z.string(), to: z.string() }),
  example: { id: 'b', to: 'Cali' },
  older: [
    older({
      schema: z.object({ id: z.string() }),
      example: { id: 'b' },
      up: ({ id }) => ({ id, to: 'somewhere' }),
    }),
  ],
});
const trips = journal('trips', 'id').on(Moved, ({ to }) => ({ titulo: 'Moved', detalle: to }));

const moved = (metadata: object, data: object = { id: 'b', to: 'Cali' }) =>
  recorded('Moved', { id: 'e1', actor: 'ana', stream: 'box#b', version: 3, schemaVersion: 2, ...metadata }, data);

test('a line says what happened, when, where and by whom', () => {
  expect(linesOf(trips, [moved({})])).toStrictEqual([
    {
      key: 'b',
      sort: '2030-01-15T12:00:00.000Z|e1',
      row: {
        id: 'e1',
        ocurrio: '2030-01-15T12:00:00.000Z',
        tipo: 'Moved',
        flujo: 'box#b',
        version: 3,
        actor: 'ana',
        titulo: 'Moved',
        detalle: 'Cali',
      },
    },
  ]);
});

test('an event makes one line however often it comes, and each event its own', () => {
  const lines = linesOf(trips, [moved({}), moved({ id: 'e2' }), moved({}), moved({}, { id: 'c', to: 'Cali' })]);
  expect(lines.map(({ key, row }) => [key, row.id])).toStrictEqual([
    ['b', 'e1'],
    ['b', 'e2'],
    ['c', 'e1'],
  ]);
});

test('what was written in an older form is told in the present one', () => {
  expect(linesOf(trips, [moved({ schemaVersion: 1 }, { id: 'b' })])[0]?.row.detalle).toBe('somewhere');
});

test('an event that the journal does not know makes no line', () =>
  expect(linesOf(trips, [recorded('Opened')])).toStrictEqual([]));

test('an event that names no journal is told', () =>
  expect(() => linesOf(trips, [moved({}, { to: 'Cali' })])).toThrow('Moved has no "id", by which trips is kept.'));
