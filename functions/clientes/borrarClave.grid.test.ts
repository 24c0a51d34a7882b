import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { toItem } from '#shared/runtime/eventLog/commit.ts';
import { openBus, recorded, runOf, type TestBus } from '#shared/testing/bus.ts';
import { handler } from './borrarClave.handler.ts';

const TRAZA = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let bus: TestBus;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  bus = await openBus();
  dynamodb = new DynamoDBClient(bus.served.client);
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  vi.stubEnv('KEYS_TABLE', 'claves');
  await makeTable(bus.served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
  await makeTable(bus.served.services.dynamodb, { name: 'claves', keys: { subject: 'S' } });
});

afterAll(async () => {
  dynamodb?.destroy();
  await bus?.stop();
});

/** A customer with a key who has asked to be forgotten: the event that says so. */
async function pide(clienteId: string): Promise<Recorded> {
  const pedido = recorded(
    OlvidoPedido.type,
    { stream: `cliente#${clienteId}`, context: 'clientes', correlationId: 'hilo', actor: 'ana', traceparent: TRAZA },
    { clienteId },
  );
  const { id, stream, context, occurredAt } = pedido.metadata;
  const commit = toItem({
    stream,
    version: 1,
    occurredAt,
    commandId: `pedido-${clienteId}`,
    metadata: { correlationId: 'hilo', causationId: 'hilo', actor: 'ana' },
    events: [{ id, type: pedido.type, schemaVersion: 1, context, data: pedido.data }],
  });
  const key = { subject: { S: clienteId }, key: { B: new Uint8Array(32) } };
  await dynamodb.send(new PutItemCommand({ TableName: 'log', Item: commit }));
  await dynamodb.send(new PutItemCommand({ TableName: 'claves', Item: key }));
  return pedido;
}

/** Brings events to the function, and gives the messages that go back into the queue. */
async function devueltos(...events: readonly Recorded[]): Promise<string[]> {
  const Records = events.map(({ type, ...detail }) => ({
    messageId: detail.metadata.id,
    receiptHandle: detail.metadata.id,
    attributes: { ApproximateReceiveCount: '1' },
    body: JSON.stringify({ 'detail-type': type, detail }),
  })) as SQSRecord[];
  const { batchItemFailures } = (await handler({ Records }, runOf('alpes-borrarClave'))) as SQSBatchResponse;
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

async function claveDe(clienteId: string): Promise<unknown> {
  const Key = { subject: { S: clienteId } };
  return (await dynamodb.send(new GetItemCommand({ TableName: 'claves', Key }))).Item?.key;
}

/** What the log says of a customer after its request. */
async function despues(clienteId: string) {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: 'log',
      KeyConditionExpression: '#s = :s AND version > :v',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: `cliente#${clienteId}` }, ':v': { N: '1' } },
    }),
  );
  return Items.map(({ events, metadata, commandId }) => {
    const [{ type, data }] = JSON.parse(events?.S ?? '[]');
    return { type, data, commandId: commandId?.S, metadata };
  });
}

test('la clave se borra, se dice por quién y por qué, y repetirlo no dice nada más', async () => {
  const pedido = await pide('tienda-a');
  expect(await devueltos(pedido)).toStrictEqual([]);
  expect(await claveDe('tienda-a')).toBeUndefined();
  const dicho = await despues('tienda-a');
  expect(dicho).toMatchObject([
    { type: 'ClienteOlvidado', data: { clienteId: 'tienda-a' }, commandId: pedido.metadata.id },
  ]);
  const metadata = JSON.stringify(dicho[0]?.metadata);
  for (const parte of ['hilo', 'ana', pedido.metadata.id, TRAZA.slice(3, 35)]) expect(metadata).toContain(parte);
  expect(await devueltos(pedido)).toStrictEqual([]);
  expect(await despues('tienda-a')).toStrictEqual(dicho);
});

test('lo que no dice de quién es vuelve solo a la cola', async () => {
  const pedido = await pide('tienda-b');
  const deNadie = recorded(OlvidoPedido.type, {}, {});
  expect(await devueltos(deNadie, pedido)).toStrictEqual([deNadie.metadata.id]);
  expect(await despues('tienda-b')).toHaveLength(1);
});

test('si no se puede decir, la clave ya no está, y al volver se dice', async () => {
  const pedido = await pide('tienda-c');
  vi.stubEnv('EVENT_LOG_TABLE', 'no-hay');
  expect(await devueltos(pedido)).toStrictEqual([pedido.metadata.id]);
  expect(await claveDe('tienda-c')).toBeUndefined();
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  expect(await devueltos(pedido)).toStrictEqual([]);
  expect(await despues('tienda-c')).toMatchObject([{ type: 'ClienteOlvidado' }]);
});
