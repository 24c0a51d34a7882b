import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { command, to, unitOfWork } from '#shared/model/command.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { event } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { reject } from '#shared/model/rejection.ts';
import { request } from '#shared/model/request.ts';
import { deadline, saga, step } from '#shared/model/saga.ts';
import type { CommandRequest } from './request.ts';

const Taken = event('Taken', { context: 'test', schema: z.object({ amount: z.int() }), example: { amount: 1 } });
const Booked = event('Booked', { context: 'test', schema: z.object({ book: z.string() }), example: { book: 'b' } });

const shelf = aggregate<{ readonly left: number }>('shelf', { left: 3 }, { every: 5, revision: 1 }).on(
  Taken,
  ({ left }, { amount }) => ({ left: left - amount }),
);
const booking = aggregate<{ readonly done: boolean }>('booking', { done: false }).on(Booked, () => ({ done: true }));

const take = command({
  of: shelf,
  accepts: z.object({ shelf: z.string(), amount: z.int() }),
  example: { shelf: 's', amount: 1 },
  rejects: ['EMPTY'],
  id: ({ shelf: id }) => id,
  decide: ({ amount }, { left }) => (left < amount ? reject('EMPTY') : amount === 0 ? [] : [Taken({ amount })]),
});

const book = unitOfWork({
  over: { shelf, booking },
  accepts: z.object({ shelf: z.string(), book: z.string() }),
  example: { shelf: 's', book: 'b' },
  rejects: ['EMPTY'],
  creates: true,
  main: ({ book: id }) => ({ of: booking, id }),
  streams: (c) => ({ shelf: [c.shelf], booking: [c.book] }),
  decide: (c, states) => {
    if (states.booking[c.book]?.done) return [];
    if ((states.shelf[c.shelf]?.left ?? 0) < 1) return reject('EMPTY');
    return [to(booking, c.book, Booked({ book: c.book })), to(shelf, c.shelf, Taken({ amount: 1 }))];
  },
});

const Begun = event('Begun', { context: 'test', schema: z.object({ key: z.string() }), example: { key: 'k' } });
const Answered = event('Answered', { context: 'test', schema: z.object({ key: z.string() }), example: { key: 'k' } });
const ask = request('ask', { context: 'test', schema: z.object({ key: z.string() }), example: { key: 'k' } });

const process = saga<{ readonly at: 'start' | 'waiting' | 'done' | 'missed' }>('process', {
  key: 'key',
  initial: { at: 'start' },
})
  .sends(ask)
  .on(Begun, (_, { key }) => step({ at: 'waiting' }, ask({ key }), deadline('answer', 60)))
  .on(Answered, ({ at }) => (at === 'waiting' ? step({ at: 'done' }) : undefined))
  .onDeadline('answer', ({ at }) => (at === 'waiting' ? step({ at: 'missed' }) : undefined));

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let client: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  client = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  client?.destroy();
  await served?.stop();
});

/** Code of a function as another instance of it has it: with a memory, and a count of its calls, of its own. */
async function instance() {
  vi.resetModules();
  const [{ decide }, { decideTogether }, { advanceSaga }, { commitsAfter }, clients] = await Promise.all([
    import('./decide.ts'),
    import('./unitOfWork.ts'),
    import('./advanceSaga.ts'),
    import('./read.ts'),
    import('../clients/dynamodb.ts'),
  ]);
  const calls: string[] = [];
  clients.dynamodb().middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  return { decide, decideTogether, advanceSaga, commitsAfter, calls };
}

const asked = (input: unknown, commandId: string = crypto.randomUUID()): CommandRequest => ({
  input,
  commandId,
  correlationId: 'c',
  causationId: 'c',
  actor: { subject: 'test', scopes: [] },
});

describe('a command', () => {
  test('costs one write and no read once its stream is remembered', async () => {
    const { decide, calls } = await instance();
    await decide(take, asked({ shelf: 'warm', amount: 1 }));
    calls.length = 0;
    expect(await decide(take, asked({ shelf: 'warm', amount: 1 }))).toMatchObject({ version: 2, changed: true });
    expect(calls).toEqual(['PutItemCommand']);
  });

  test('that is repeated gets its first answer, from any instance, and writes nothing', async () => {
    const first = await (await instance()).decide(take, asked({ shelf: 'again', amount: 1 }, 'id-1'));
    const { decide, commitsAfter } = await instance();
    expect(await decide(take, asked({ shelf: 'again', amount: 1 }, 'id-1'))).toEqual(first);
    await expect(decide(take, asked({ shelf: 'again', amount: 2 }, 'id-1'))).rejects.toMatchObject({
      code: 'CLAVE_REUTILIZADA',
    });
    expect(await commitsAfter('shelf#again', 0)).toHaveLength(1);
  });

  test('refuses, or does nothing, only on what the log says', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.decide(take, asked({ shelf: 'stale', amount: 1 }));
    await other.decide(take, asked({ shelf: 'stale', amount: -5 }));
    // By what the first instance remembers there are two left; by the log there are seven.
    expect(await old.decide(take, asked({ shelf: 'stale', amount: 3 }))).toMatchObject({ version: 3 });
    await other.decide(take, asked({ shelf: 'stale', amount: 1 }));
    expect(await old.decide(take, asked({ shelf: 'stale', amount: 0 }))).toMatchObject({ version: 4, changed: false });
  });

  test('of many at once on one stream, as many succeed as there is left', async () => {
    const instances = await Promise.all([instance(), instance(), instance(), instance(), instance()]);
    const results = await Promise.all(instances.map(({ decide }) => decide(take, asked({ shelf: 'race', amount: 1 }))));
    expect(results.filter((result) => 'rejected' in result)).toHaveLength(2);
    expect(await instances[0].commitsAfter('shelf#race', 0)).toHaveLength(3);
  });

  test('on a long stream reads back to the last snapshot only', async () => {
    const { decide } = await instance();
    for (let n = 0; n < 12; n++) await decide(take, asked({ shelf: 'long', amount: n % 2 ? -1 : 1 }));
    const cold = await instance();
    expect(await cold.decide(take, asked({ shelf: 'long', amount: 3 }))).toMatchObject({ version: 13 });
    expect(cold.calls).toEqual(['QueryCommand', 'PutItemCommand']);
  });
});

describe('a unit of work', () => {
  test('that creates its main stream does not read that first, and is answered once', async () => {
    const { decideTogether, calls } = await instance();
    const first = await decideTogether(book, asked({ shelf: 'units', book: 'b1' }, 'id-b1'));
    expect(first).toMatchObject({ id: 'b1', version: 1, changed: true });
    // The shelf is read, the booking is not.
    expect(calls).toEqual(['QueryCommand', 'TransactWriteItemsCommand']);
    const other = await instance();
    expect(await other.decideTogether(book, asked({ shelf: 'units', book: 'b1' }, 'id-b1'))).toEqual(first);
    expect(await other.decideTogether(book, asked({ shelf: 'units', book: 'b1' }))).toMatchObject({ changed: false });
    expect(await other.commitsAfter('shelf#units', 0)).toHaveLength(1);
  });

  test('writes all of its streams or none, whoever else writes them', async () => {
    const instances = await Promise.all([instance(), instance(), instance(), instance(), instance()]);
    const results = await Promise.all(
      instances.map(({ decideTogether }, n) => decideTogether(book, asked({ shelf: 'all', book: `all-${n}` }))),
    );
    expect(results.filter((result) => 'rejected' in result)).toHaveLength(2);
    const { commitsAfter } = instances[0];
    expect(await commitsAfter('shelf#all', 0)).toHaveLength(3);
    const booked = await Promise.all(results.map((_, n) => commitsAfter(`booking#all-${n}`, 0)));
    expect(booked.flat()).toHaveLength(3);
  });
});

describe('a saga', () => {
  const fact = (type: string, key: string, version = 1): Recorded => ({
    type,
    data: type === PlazoVencido.type ? { saga: 'process', clave: key, nombre: 'answer', vence: '' } : { key },
    metadata: {
      id: `${type}-${key}-${version}`,
      context: 'test',
      stream: `source#${key}`,
      version,
      schemaVersion: 1,
      occurredAt: '2026-11-24T10:00:00.000Z',
      correlationId: 'c',
      causationId: 'c',
      actor: 'test',
      commandId: 'c',
    } as Recorded['metadata'],
  });

  test('takes each fact once, in one commit with all that follows', async () => {
    const { advanceSaga, commitsAfter, calls } = await instance();
    await advanceSaga(process, 'test', fact('Begun', 'once'));
    expect(calls).toEqual(['PutItemCommand']);
    await advanceSaga(process, 'test', fact('Begun', 'once'));
    await (await instance()).advanceSaga(process, 'test', fact('Begun', 'once'));
    const commits = await commitsAfter('process#once', 0);
    expect(commits.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['SagaAvanzada', 'ask', 'PlazoFijado'],
    ]);
  });

  test('takes a deadline that has come by what the log says, not by what is remembered', async () => {
    const [old, other] = [await instance(), await instance()];
    await old.advanceSaga(process, 'test', fact('Begun', 'late'));
    await other.advanceSaga(process, 'test', fact(PlazoVencido.type, 'late', 3));
    expect(await old.advanceSaga(process, 'test', fact('Answered', 'late'))).toBe('taken');
    const [last] = (await old.commitsAfter('process#late', 3)).map(({ events }) => events[0]?.data as any);
    expect(last.estado).toEqual({ at: 'missed' });
  });

  test('drops a deadline that is settled without reading; one it has not heard of is looked up', async () => {
    const { advanceSaga, calls } = await instance();
    await advanceSaga(process, 'test', fact('Begun', 'settled'));
    await advanceSaga(process, 'test', fact('Answered', 'settled'));
    calls.length = 0;
    expect(await advanceSaga(process, 'test', fact(PlazoVencido.type, 'settled', 3))).toBe('taken');
    expect(calls).toEqual([]);
    await advanceSaga(process, 'test', fact(PlazoVencido.type, 'settled', 9));
    expect(calls).toEqual(['QueryCommand']);
  });
});
