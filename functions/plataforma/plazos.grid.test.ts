import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { eventsService } from '#infra/grid/services/events/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { PlazoFijado } from '#shared/model/process.ts';
import { handler } from './plazos.handler.ts';
import { deadlineItem } from './plazos.ts';

const MARCA = { cubo: { S: 'marca' }, plazo: { S: 'ultima' } };
const HORA = 3_600_000;

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService>; events: ReturnType<typeof eventsService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid), events: eventsService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  vi.stubEnv('VIEW_TABLE', 'plazos');
  vi.stubEnv('BUS_NAME', 'default');
  await makeTable(served.services.dynamodb, { name: 'plazos', keys: { cubo: 'S', plazo: 'S' } });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

const hace = (ms: number) => new Date(Date.now() - ms).toISOString();
const put = (Item: Record<string, any>) => dynamodb.send(new PutItemCommand({ TableName: 'plazos', Item }));

async function anotar(id: string, vence: string): Promise<void> {
  const data = { saga: 'entrega', clave: id, nombre: 'ruta', vence };
  const metadata = {
    id,
    context: 'entregas',
    stream: `entrega#${id}`,
    version: 1,
    schemaVersion: PlazoFijado.version,
    occurredAt: vence,
  };
  await put(deadlineItem({ type: PlazoFijado.type, data, metadata } as unknown as Recorded, vence));
}

/** The context of a run that has time for so many hours. */
function timeFor(hours: number) {
  let begun = 0;
  return { getRemainingTimeInMillis: () => (begun++ < hours ? 15_000 : 0) };
}

async function marca(): Promise<number> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'plazos', Key: MARCA }));
  return Date.parse(Item?.hasta?.S ?? '');
}

test('after a long stop each run gets further, and every deadline is told once', async () => {
  await put({ ...MARCA, hasta: { S: hace(2.5 * HORA) } });
  await Promise.all([anotar('a', hace(2.2 * HORA)), anotar('b', hace(0.5 * HORA))]);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 1 });
  const reached = await marca();
  expect(Math.abs(reached - Date.parse(hace(1.5 * HORA)))).toBeLessThan(0.2 * HORA);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 0 });
  expect(await marca()).toBeGreaterThan(reached);
  expect(await handler({}, timeFor(9))).toStrictEqual({ vencidos: 1 });
  expect(Date.now() - (await marca())).toBeLessThan(120_000);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 0 });
});
