import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Feed, feeds } from '../testing/feed.ts';
import { type Probe, startProbe, WAIT } from '../testing/probe.ts';
import { allDone, enableStream, reenviar } from '../testing/redrive.ts';

/** Shorter than what a queue hides a message for; a function that is slow may leave two letters of one all the same. */
const TICK_MS = 60_000;
const TABLES = [LOCAL.view('cronologia'), LOCAL.view('plazos')];

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe?.stop());

const feedOf = (name: string) => feeds().find((feed) => feed.name === name) as Feed;

/** How many messages are in a queue, hidden or not. */
async function countIn(queue: string): Promise<number> {
  const { Attributes = {} } = await probe.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await probe.queueUrl(queue),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

const deadIn = (name: string) => countIn(`${name}-dlq`);

/** Moves time on, tick by tick, until all that is in some functions' queues is dead, and what the schedule starts as well. */
async function allDead(...names: readonly string[]): Promise<void> {
  await vi.waitFor(
    async () => {
      probe.system.grid.clock.advance(TICK_MS);
      const states = await Promise.all(names.map(async (name) => [await countIn(name), (await deadIn(name)) > 0]));
      expect(states).toStrictEqual(names.map(() => [0, true]));
      expect(await deadIn('plazos')).toBeGreaterThan(0);
    },
    { timeout: 80_000, interval: 400 },
  );
}

async function send(name: string, MessageBody: string): Promise<void> {
  await probe.sqs.send(new SendMessageCommand({ QueueUrl: await probe.queueUrl(name), MessageBody }));
}

type Item = Record<string, AttributeValue>;
const putItem = (TableName: string, Item: Item) => probe.dynamodb.send(new PutItemCommand({ TableName, Item }));

/** The commit of the event in a message. */
function commitOf(body: string): Item {
  const { 'detail-type': type, detail } = JSON.parse(body);
  const { id, stream, version, occurredAt, correlationId, causationId, actor } = detail.metadata;
  return {
    stream: { S: stream },
    version: { N: String(version) },
    occurredAt: { S: occurredAt },
    commandId: { S: correlationId },
    digest: { S: '' },
    metadata: { S: JSON.stringify({ correlationId, causationId, actor }) },
    events: { S: JSON.stringify([{ id, type, schemaVersion: 1, context: 'ordenes', data: detail.data }]) },
  };
}

/** How many commits a stream has. */
async function commitsOf(stream: string): Promise<number> {
  const { Count = 0 } = await probe.dynamodb.send(
    new QueryCommand({
      TableName: LOCAL.eventLog,
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: stream } },
      ConsistentRead: true,
    }),
  );
  return Count;
}

/** The items of a table that are about an id. */
async function about(table: string, id: string): Promise<number> {
  return (await probe.rows(table)).filter((item) => JSON.stringify(item).includes(id)).length;
}

/** The deadlines that are kept of an id: one that comes twice may be kept in two minutes, and is told once by its own id. */
async function deadlinesOf(id: string): Promise<number> {
  const items = (await probe.rows(LOCAL.view('plazos'))).filter((item) => JSON.stringify(item).includes(id));
  return new Set(items.map(({ evento }) => JSON.parse(evento.S).metadata.id)).size;
}

/** Takes tables away; gives how to bring them back, empty. */
async function removed(tables: readonly string[]): Promise<() => Promise<void>> {
  const known = await Promise.all(
    tables.map(async (TableName) => (await probe.dynamodb.send(new DescribeTableCommand({ TableName }))).Table),
  );
  for (const TableName of tables) await probe.dynamodb.send(new DeleteTableCommand({ TableName }));
  return async () => {
    for (const { TableName, KeySchema, AttributeDefinitions } of known.filter((table) => table !== undefined)) {
      const shape = { TableName, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' as const };
      await probe.dynamodb.send(new CreateTableCommand(shape));
    }
  };
}

test('what broke and died is mended and redriven, and then it is done, once, for each kind of consumer', async () => {
  const [mala, saltada, suelta, fijada] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const ordenes = feedOf('ordenes');
  const creada = (id: string) => ordenes.good(id);
  const second = (body: string) => {
    const message = JSON.parse(body);
    message.detail.metadata = { ...message.detail.metadata, id: crypto.randomUUID(), version: 2 };
    return JSON.stringify({
      ...message,
      'detail-type': 'OrdenConfirmada',
      detail: { ...message.detail, data: { ordenId: saltada } },
    });
  };

  // Broken: two streams that cannot be read, events whose log is missing, and two tables that are gone.
  await putItem(LOCAL.eventLog, { stream: { S: `orden#${mala}` }, version: { N: '1' } });
  await putItem(LOCAL.eventLog, { stream: { S: `cumplimiento#${suelta}` }, version: { N: '1' } });
  await vi.waitFor(async () => expect(await deadIn('relay')).toBe(2), WAIT);
  await enableStream(probe, 'relay', false);
  onTestFinished(() => enableStream(probe, 'relay', true));
  const restore = await removed(TABLES);
  const [one, two] = [creada(saltada), second(creada(saltada))];
  const bodies = {
    confirmarOrden: feedOf('confirmarOrden').good(mala),
    cumplimiento: feedOf('cumplimiento').good(suelta),
    ordenes: two,
    analitica: two,
    avisos: two,
    cronologia: feedOf('cronologia').good(suelta),
    anotarPlazos: feedOf('anotarPlazos').good(fijada),
  };
  const queues = Object.keys(bodies);
  for (const [name, body] of Object.entries(bodies)) await send(name, body);
  await allDead(...queues);

  // Mended. The relay stands still: what is done now is done by the redrive alone.
  await restore();
  await putItem(LOCAL.eventLog, commitOf(creada(mala)));
  await putItem(LOCAL.eventLog, commitOf(one));
  await putItem(LOCAL.eventLog, commitOf(two));
  const Key = { stream: { S: `cumplimiento#${suelta}` }, version: { N: '1' } };
  await probe.dynamodb.send(new DeleteItemCommand({ TableName: LOCAL.eventLog, Key }));

  await Promise.all(
    [...queues, 'plazos'].map(async (name) => expect(await reenviar(probe, name)).toMatch(allDone(name))),
  );
  expect(await reenviar(probe, 'relay')).toBe('0 2 mensajes reenviados a relay; 2 hechos');
  const outcome = async () => ({
    confirmada: await commitsOf(`orden#${mala}`),
    // Once it has begun, it goes on.
    cumplimiento: (await commitsOf(`cumplimiento#${suelta}`)) > 0,
    fila: (await probe.ask(`GET /ordenes/${saltada}`)).body.estado,
    publicada: (await probe.ask(`GET /ordenes/${mala}`)).status,
    cifras: await about(LOCAL.view('analitica'), saltada),
    avisos: await about(LOCAL.view('avisos'), saltada),
    linea: await about(LOCAL.view('cronologia'), suelta),
    plazo: await deadlinesOf(fijada),
  });
  const done = { confirmada: 2, cumplimiento: true, fila: 'confirmada', publicada: 200, cifras: 1, linea: 1, plazo: 1 };
  await vi.waitFor(async () => expect(await outcome()).toMatchObject(done), WAIT);
  const channels = ['entregarSms', 'entregarCorreo'];
  await probe.drained(...channels);
  const before = await outcome();
  expect(before.avisos).toBeGreaterThan(1);

  for (const [name, body] of Object.entries(bodies)) await send(name, body);
  await probe.drained(...queues, ...channels);
  expect(await outcome()).toStrictEqual(before);
  for (const name of [...queues, 'relay']) expect(await deadIn(name), name).toBe(0);
}, 180_000);

test('what Lambda gave up for the relay is in the stream, and comes back by its place in it', async () => {
  const id = crypto.randomUUID();
  const FunctionName = LOCAL.of('relay');
  await probe.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  await putItem(LOCAL.eventLog, commitOf(feedOf('ordenes').good(id)));
  await vi.waitFor(async () => {
    probe.system.grid.clock.advance(3_600_000);
    expect(await deadIn('relay')).toBeGreaterThan(0);
  }, WAIT);
  expect((await probe.ask(`GET /ordenes/${id}`)).status).toBe(404);
  await probe.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect(await reenviar(probe, 'relay')).toMatch(allDone('relay'));
  await vi.waitFor(async () => expect((await probe.ask(`GET /ordenes/${id}`)).status).toBe(200), WAIT);
});
