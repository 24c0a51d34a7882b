import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBus, recorded, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { handler } from './anotarPlazos.handler.ts';

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('VIEW_TABLE', 'plazos');
  await bus.makeTable({ name: 'plazos', keys: { cubo: 'S', plazo: 'S' } });
});
afterAll(() => bus?.stop());

/** The message of a deadline of an order. */
function mensaje(clave: string, data: object = {}): SQSRecord {
  const plazo = { saga: 'cumplimiento', clave, paso: 'enRuta', entrada: 7, vence: '2999-01-15T12:00:00.000Z', ...data };
  return messageOf(recorded('PlazoFijado', { id: clave, stream: `cumplimiento#${clave}` }, plazo));
}

async function anotados(): Promise<string[]> {
  const { Items = [] } = await bus.dynamodb.send(new ScanCommand({ TableName: 'plazos', ConsistentRead: true }));
  return Items.map(({ plazo }) => plazo?.S?.split('|')[2] as string).sort();
}

const claves = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${10 + at}`);

test('a deadline that is none, or that DynamoDB refuses, goes back alone', async () => {
  const buenos = claves('a', 9);
  const malos = [mensaje('sin-hora', { vence: 'pronto' }), mensaje('larga', { paso: 'p'.repeat(2_000) })];
  expect(await goneBack(handler, [...buenos.map((clave) => mensaje(clave)), ...malos])).toStrictEqual([
    'sin-hora',
    'larga',
  ]);
  expect(await anotados()).toStrictEqual(buenos);
});

test('one that is throttled is noted in the end; one that always is goes back alone', async () => {
  const buenos = claves('b', 30);
  bus.throttle.refuse('|b12|', 3);
  bus.throttle.refuse('|frenado|', Number.POSITIVE_INFINITY);
  const lote = [...buenos.slice(0, 20), 'frenado', ...buenos.slice(20)].map((clave) => mensaje(clave));
  expect(await goneBack(handler, lote)).toStrictEqual(['frenado']);
  expect((await anotados()).filter((clave) => /^[bf]/.test(clave))).toStrictEqual(buenos);
});

test('one that comes twice in a batch is noted once', async () => {
  expect(await goneBack(handler, [mensaje('c'), { ...mensaje('c'), messageId: 'otra-vez' }])).toStrictEqual([]);
  expect((await anotados()).filter((clave) => clave === 'c')).toStrictEqual(['c']);
});
