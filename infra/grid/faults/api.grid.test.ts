import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../grid.ts';
import { FAULTY_TEMPLATE } from '../testing/faultyTemplate.ts';
import { writeAssembly } from '../testing/writeAssembly.ts';

let grid: Grid;

beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly(FAULTY_TEMPLATE) });
});
afterAll(() => grid?.stop());

async function ask(method: string, path = '', body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${grid.endpoint}/_alpes/faults${path}`, { method, ...(text && { body: text }) });
  const answered = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: answered ? JSON.parse(answered) : undefined,
  };
}

test('a fault is added, listed and taken away', async () => {
  expect(await ask('GET')).toMatchObject({ status: 200, body: { faults: [] } });
  const order = { kind: 'throttle', on: { call: 'dynamodb:*', by: 'wri*' }, rate: 0.5, times: 3, for: 'PT1M', seed: 7 };
  const { status, body: fault } = await ask('POST', '', order);
  expect(status).toBe(201);
  expect(fault).toEqual({ id: expect.any(String), ...order, seen: 0, struck: 0 });
  expect((await ask('GET')).body).toEqual({ faults: [fault] });
  expect(await ask('DELETE', `/${fault.id}`)).toMatchObject({ status: 204 });
  expect(await ask('DELETE', `/${fault.id}`)).toMatchObject({
    status: 404,
    type: 'application/problem+json',
    body: { detail: `There is no fault ${fault.id}.` },
  });
  await ask('POST', '', order);
  expect(await ask('DELETE')).toMatchObject({ status: 204 });
  expect((await ask('GET')).body).toEqual({ faults: [] });
});

const FN = { function: 'writer' };
const QUEUE = { delivery: 'arn:aws:sqs:*' };

test.each([
  ['', /not JSON/],
  ['null', /A fault is an object/],
  ['[]', /A fault is an object/],
  [{ kind: 'error' }, /on says where/],
  [{ kind: 'error', on: {} }, /exactly one of function, call, delivery and deployment/],
  [{ kind: 'error', on: { ...FN, ...QUEUE } }, /exactly one of function, call, delivery and deployment/],
  [{ kind: 'error', on: { ...FN, by: 'x' } }, /on with function has function, no by/],
  [{ kind: 'error', on: { function: '' } }, /on\.function is a text/],
  [{ kind: 'error', on: { function: 7 } }, /on\.function is a text/],
  [{ kind: 'error', on: { function: 'writr' } }, /The grid has no function writr\./],
  [{ kind: 'error', on: { call: 'dynamodb:PutItm' } }, /The grid has no call dynamodb:PutItm\./],
  [{ kind: 'error', on: { call: 'dynamodb:*', by: 'nobody' } }, /The grid has no function nobody\./],
  [{ kind: 'explode', on: FN }, /kind is one of error, throttle, .* for a function, not "explode"/],
  [{ kind: 'reorder', on: FN, ms: 5 }, /for a function, not "reorder"/],
  [{ kind: 'lostAck', on: QUEUE }, /for a delivery, not "lostAck"/],
  [{ kind: 'latency', on: FN }, /latency needs ms/],
  [{ kind: 'latency', on: FN, ms: 0.5 }, /ms is a whole number/],
  [{ kind: 'error', on: FN, ms: 5 }, /error takes no ms/],
  [{ kind: 'latency', on: { delivery: 'arn:aws:sns:*' }, ms: 5 }, /begins with arn:aws:sqs:/],
  [{ kind: 'error', on: FN, rate: 0 }, /rate is above 0 and at most 1, not 0/],
  [{ kind: 'error', on: FN, rate: '1' }, /rate is above 0/],
  [{ kind: 'error', on: FN, times: 0 }, /times is a whole number/],
  [{ kind: 'error', on: FN, seed: -1 }, /seed is a whole number/],
  [{ kind: 'error', on: FN, for: 'a minute' }, /for is a duration like PT1M, not "a minute"/],
  [{ kind: 'error', on: FN, for: 'PT0S' }, /for is a duration like PT1M/],
  [{ kind: 'error', on: FN, until: 'PT1M' }, /A fault has kind, on, .*, no until/],
])('%j is no fault', async (order, detail) => {
  expect(await ask('POST', '', order)).toEqual({
    status: 400,
    type: 'application/problem+json',
    body: { status: 400, title: expect.any(String), detail: expect.stringMatching(detail) },
  });
  expect(grid.faults.list()).toEqual([]);
});

test('another method is refused', async () => {
  expect(await ask('PUT', '', {})).toMatchObject({ status: 405, body: { detail: expect.stringContaining('not PUT') } });
});
