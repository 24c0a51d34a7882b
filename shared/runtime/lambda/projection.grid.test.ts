import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Recorded } from '#shared/model/envelope.ts';
import { event } from '#shared/model/event.ts';
import { journal, projection, tally } from '#shared/model/projection.ts';
import { openBus, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';

const Opened = event('Opened', {
  context: 'test',
  schema: z.object({ id: z.string(), n: z.int() }),
  example: { id: '1', n: 1 },
});
const Added = event('Added', { context: 'test', schema: z.object({ n: z.int() }), example: { n: 1 } });
const boxes = projection<{ id: string; n: number }>('boxes', { of: 'box', key: 'id' })
  .on(Opened, (_, { id, n }) => {
    if (n < 0) throw new RangeError('less than nothing');
    return { id, n };
  })
  .on(Added, (state, { n }) => state && { ...state, n: state.n + n });
const lines = journal('lines', 'id').on(Opened, ({ n }) => ({ titulo: `Opened with ${n}` }));
const sums = tally('sums', {
  of: 'box',
  initial: 0,
  contributes: (n: number) => (n > 0 ? { all: { n } } : {}),
}).on(Opened, (_, { n }) => n);

let bus: TestBus;
beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('VIEW_GENERATION', 'uno');
});
afterAll(() => bus?.stop());

let tables = 0;
beforeEach(() => vi.stubEnv('VIEW_TABLE', `view-${++tables}`));
const makeView = (keys: Record<string, 'S'>) => bus.makeTable({ name: `view-${tables}`, keys });

type Handlers = typeof import('./projection.ts');

/** Gives events to a function as a new instance of it; the ids of those that go back. */
async function given(handlerOf: (code: Handlers) => any, ...events: readonly Recorded[]): Promise<string[]> {
  vi.resetModules();
  return goneBack(handlerOf(await import('./projection.ts')), events.map(messageOf));
}

async function items(): Promise<Record<string, any>[]> {
  const { Items = [] } = await bus.dynamodb.send(
    new ScanCommand({ TableName: `view-${tables}`, ConsistentRead: true }),
  );
  return Items.toSorted((a, b) => ((a.key?.S ?? '') < (b.key?.S ?? '') ? -1 : 1));
}
const mark = { key: { S: '#' }, activa: { S: 'uno' }, listas: { SS: ['uno'] } };

describe('a read model of rows', () => {
  test('shows what has happened to each stream of its aggregate, and to no other', async () => {
    await makeView({ key: 'S' });
    const box = await bus.happened('box#1', Opened({ id: '1', n: 1 }), Added({ n: 2 }));
    const other = await bus.happened('chest#2', Opened({ id: '2', n: 1 }));
    expect(await given(({ projectionHandler }) => projectionHandler(boxes), ...box, ...other)).toStrictEqual([]);
    expect(await items()).toStrictEqual([
      mark,
      { key: { S: 'uno|1' }, version: { N: '2' }, view: { S: '{"id":"1","n":3}' } },
    ]);
  });

  test('takes a stream that fails out, and no other with it', async () => {
    await makeView({ key: 'S' });
    const [bad, good] = [
      await bus.happened('box#b', Opened({ id: 'b', n: -1 })),
      await bus.happened('box#g', Opened({ id: 'g', n: 1 })),
    ];
    const failed = await given(({ projectionHandler }) => projectionHandler(boxes), ...bad, ...good);
    expect(failed).toStrictEqual(['box#b/1']);
    expect((await items()).map(({ key }) => key.S)).toStrictEqual(['#', 'uno|g']);
  });

  test('does not say of a generation that it is filled where another one was first', async () => {
    await makeView({ key: 'S' });
    const Item = { ...mark, activa: { S: 'cero' }, listas: { SS: ['cero'] } };
    await bus.put(`view-${tables}`, Item);
    await given(
      ({ projectionHandler }) => projectionHandler(boxes),
      ...(await bus.happened('box#m', Opened({ id: 'm', n: 1 }))),
    );
    expect((await items())[0]).toStrictEqual(Item);
  });

  test('sees a customer who is forgotten once more, when all has settled', async () => {
    await makeView({ key: 'S' });
    const [first] = await bus.happened('client#c', Opened({ id: 'c', n: 1 }));
    const { metadata } = first as Recorded;
    const forgotten = (occurredAt: string): Recorded => ({
      type: 'ClienteOlvidado',
      data: { clienteId: 'c' },
      metadata: { ...metadata, occurredAt },
    });
    const handler = ({ projectionHandler }: Handlers) => projectionHandler(boxes);
    expect(await given(handler, forgotten(new Date().toISOString()))).toStrictEqual(['client#c/1']);
    expect(await given(handler, forgotten('2020-01-01T00:00:00.000Z'))).toStrictEqual([]);
  });
});

test('a journal has a line for each event, and says that its generation is filled', async () => {
  await makeView({ key: 'S', sort: 'S' });
  const box = await bus.happened('box#j', Opened({ id: 'j', n: 1 }), Added({ n: 1 }), Opened({ id: 'j', n: 2 }));
  expect(await given(({ journalHandler }) => journalHandler(lines), ...box)).toStrictEqual([]);
  const [first, ...rest] = await items();
  expect(first).toStrictEqual({ ...mark, sort: { S: '#' } });
  expect(rest.map(({ key, view }) => [key.S, JSON.parse(view.S).titulo]).sort()).toStrictEqual([
    ['uno|j', 'Opened with 1'],
    ['uno|j', 'Opened with 2'],
  ]);
});

test('a read model of sums adds up what each stream contributes', async () => {
  await makeView({ key: 'S' });
  const events = [
    ...(await bus.happened('box#x', Opened({ id: 'x', n: 2 }))),
    ...(await bus.happened('box#y', Opened({ id: 'y', n: 3 }))),
  ];
  expect(await given(({ tallyHandler }) => tallyHandler(sums), ...events)).toStrictEqual([]);
  const all = await items();
  expect(all[0]).toStrictEqual(mark);
  expect(all.find(({ key }) => key.S === 'uno|all')?.n).toStrictEqual({ N: '5' });
});
