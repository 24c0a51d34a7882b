import { ScanCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBus, type TestBus } from '#shared/testing/bus.ts';
import { batchWrite, tryBatchWrite } from './batchWrite.ts';

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
  for (const name of ['cosas', 'otras']) await bus.makeTable({ name, keys: { id: 'S' } });
});
afterAll(() => bus?.stop());
beforeEach(() => {
  bus.throttle.calls.length = 0;
});

const puts = (count: number): WriteRequest[] =>
  Array.from({ length: count }, (_, at) => ({ PutRequest: { Item: { id: { S: `n${at}.` } } } }));

async function written(TableName: string): Promise<number | undefined> {
  return (await bus.dynamodb.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count;
}

test('a call holds twenty-five, and all are written', async () => {
  await batchWrite('cosas', puts(60));
  expect(bus.throttle.calls).toStrictEqual([25, 25, 10]);
  expect(await written('cosas')).toBe(60);
});

test('as many as fill their calls make no empty one, and none make no call', async () => {
  await batchWrite('cosas', puts(50));
  await batchWrite('cosas', []);
  expect(bus.throttle.calls).toStrictEqual([25, 25]);
});

test('what was not taken is sent again, alone', async () => {
  bus.throttle.refuse('"n3."', 2);
  expect(await tryBatchWrite('cosas', puts(5))).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([5, 1, 1]);
});

test('what is never taken is told, and the others are written', async () => {
  bus.throttle.refuse('"n3."', Number.POSITIVE_INFINITY);
  expect(await tryBatchWrite('otras', puts(5))).toStrictEqual(puts(5).slice(3, 4));
  await expect(batchWrite('otras', puts(30))).rejects.toThrow('DynamoDB did not take 1 of 30 items of otras.');
  bus.throttle.refuse('"n3."', 0);
  expect(await written('otras')).toBe(29);
});
