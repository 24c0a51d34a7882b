import { expect, test } from 'vitest';
import { billOf } from './bill.ts';

const took = (service: string, what: string, resource: string, amount: number) => ({ service, what, resource, amount });
const called = (service: string, action: string, count: number) => ({
  service,
  action,
  caller: 'avisos',
  count,
  failed: 0,
});

/** Dollars by service, resource and price. */
function dollars(of: Partial<Parameters<typeof billOf>[0]>): Record<string, number> {
  const { lines } = billOf({ runs: [], calls: [], amounts: [], ...of });
  return Object.fromEntries(
    lines.map(({ service, resource, price, usd }) => [`${service} ${resource} ${price}`, Number(usd.toFixed(10))]),
  );
}

test('runs are billed each, and by their time and memory', () => {
  const runs = [{ function: 'crear', count: 1e6, ms: 9 }];
  expect(dollars({ runs, amounts: [took('lambda', 'GbSeconds', 'crear', 6e4)] })).toEqual({
    'lambda crear lambdaRequest': 0.2,
    'lambda crear lambdaGbSecond': 1.000002,
  });
});

test.each([
  ['dynamodb', 'WriteUnits', 'writeUnit', 0.625],
  ['dynamodb', 'ReadUnits', 'readUnit', 0.125],
  ['events', 'Units', 'busEvent', 1],
  ['execute-api', 'RestRequests', 'apiRequest', 3.5],
  ['execute-api', 'HttpRequests', 'httpApiRequest', 1],
  ['scheduler', 'Invocations', 'scheduleInvocation', 1],
  ['sqs', 'Requests', 'queueRequest', 0.4],
])('a million %s %s: %s', (service, what, price, usd) => {
  expect(dollars({ amounts: [took(service, what, 'una', 1e6)] })).toEqual({ [`${service} una ${price}`]: usd });
});

test.each([
  ['sns', 'PublishBatch', 'topicPublish', 0.5],
  ['ses', 'SendEmail', 'mail', 100],
  ['s3', 'PutObject', 'objectWrite', 5],
  ['s3', 'GetObject', 'objectRead', 0.4],
  ['kms', 'Decrypt', 'keyRequest', 3],
  ['execute-api', 'Message', 'webSocketMessage', 1],
  ['execute-api', 'ConnectionMinute', 'connectionMinute', 0.25],
])('a million of %s:%s: %s', (service, action, price, usd) => {
  expect(dollars({ calls: [called(service, action, 1e6)] })).toEqual({ [`${service} avisos ${price}`]: usd });
});

test('a gigabyte of a log, and a FIFO queue, have prices of their own', () => {
  const amounts = [took('logs', 'Bytes', 'crear', 1e9), took('sqs', 'Requests', 'una.fifo', 1e6)];
  expect(dollars({ amounts })).toEqual({ 'logs crear logGb': 0.5, 'sqs una.fifo fifoRequest': 0.5 });
});

test('calls of one price are one line; what has no price is none; the dearest is first', () => {
  const calls = [called('sqs', 'SendMessage', 1), called('sqs', 'DeleteMessage', 2), called('dynamodb', 'PutItem', 3)];
  const bill = billOf({
    runs: [],
    calls,
    amounts: [took('dynamodb', 'WriteUnits', 'log', 3), took('sqs', 'Messages', 'q', 3)],
  });
  expect(bill.lines.map(({ resource, units }) => [resource, units])).toEqual([
    ['log', 3],
    ['avisos', 3],
  ]);
  expect(bill.usd).toBeCloseTo(3 * 0.625e-6 + 3 * 0.4e-6, 12);
});
