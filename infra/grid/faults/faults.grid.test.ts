import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from '../grid.ts';
import { FAULTY_TEMPLATE } from '../testing/faultyTemplate.ts';
import { writeAssembly } from '../testing/writeAssembly.ts';
import type { FaultOrder } from './fault.ts';

const WORK = 'arn:aws:sqs:us-east-1:000000000000:work';
const PUT = 'dynamodb:PutItem';
const WAIT = { timeout: 20_000, interval: 50 };

let grid: Grid;
let settings: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
let lambda: LambdaClient;
let dynamodb: DynamoDBClient;
let events: EventBridgeClient;

beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly(FAULTY_TEMPLATE) });
  settings = {
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  };
  lambda = new LambdaClient({ ...settings, maxAttempts: 1 });
  dynamodb = new DynamoDBClient({ ...settings, maxAttempts: 1 });
  events = new EventBridgeClient({ ...settings, maxAttempts: 1 });
});
afterEach(() => grid.faults.clear());
afterAll(() => grid?.stop());

/** What was written under an id: one line for each run that came so far. */
async function linesOf(id: string): Promise<number> {
  const { Count } = await new DynamoDBClient(settings).send(
    new QueryCommand({
      TableName: 'lines',
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ConsistentRead: true,
    }),
  );
  return Number(Count);
}

async function write(id: string) {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: 'writer', Payload: JSON.stringify({ id }) }));
  return { failed: answer.FunctionError !== undefined, payload: Buffer.from(answer.Payload ?? []).toString() };
}

function put(id: string) {
  return dynamodb.send(new PutItemCommand({ TableName: 'lines', Item: { id: { S: id }, line: { S: 'owner' } } }));
}

async function tell(id: string): Promise<void> {
  const entry = { EventBusName: 'bus', Source: 'test', DetailType: 'Told', Detail: JSON.stringify({ id }) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
}

const only = (fault: FaultOrder) => grid.faults.add(fault).id;
const struck = (id: string) => grid.faults.list().find((fault) => fault.id === id)?.struck;

test.each([
  ['error', /A fault was asked for/, 0],
  ['crashBefore', /Runtime exited with error: signal: SIGKILL/, 0],
  ['crashAfter', /Runtime exited with error: signal: SIGKILL/, 1],
] as const)('a run that is struck by %s fails', async (kind, message, lines) => {
  only({ kind, on: { function: 'writer' }, times: 1 });
  expect(await write(kind)).toEqual({ failed: true, payload: expect.stringMatching(message) });
  expect(await linesOf(kind)).toBe(lines);
  expect(await write(`${kind} again`)).toEqual({ failed: false, payload: '{"done":true}' });
});

test('a run is throttled', async () => {
  only({ kind: 'throttle', on: { function: 'w?iter' } });
  await expect(write('throttle')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(await linesOf('throttle')).toBe(0);
});

test('a run whose answer is lost has been', async () => {
  only({ kind: 'lostAck', on: { function: 'writer' }, times: 1 });
  await expect(write('lost')).rejects.toMatchObject({ name: 'ServiceException' });
  expect(await linesOf('lost')).toBe(1);
});

test('a run is doubled', async () => {
  only({ kind: 'duplicate', on: { function: 'writer' } });
  expect(await write('doubled')).toEqual({ failed: false, payload: '{"done":true}' });
  expect(await linesOf('doubled')).toBe(2);
});

test('a run that is held up, and one in a black hole, go on when the fault is taken away', async () => {
  const late = only({ kind: 'latency', on: { function: 'writer' }, ms: 600_000 });
  const held = write('held');
  await vi.waitUntil(() => struck(late) === 1, WAIT);
  expect(grid.faults.remove(late)).toBe(true);
  expect(await held).toMatchObject({ failed: false });
  const hole = only({ kind: 'blackHole', on: { function: 'writer' } });
  const swallowed = write('swallowed');
  await vi.waitUntil(() => struck(hole) === 1, WAIT);
  grid.faults.remove(hole);
  expect(await swallowed).toEqual({ failed: true, payload: expect.stringContaining('Sandbox.Timedout') });
  expect(await linesOf('swallowed')).toBe(0);
});

test.each([
  ['error', 'InternalServerError'],
  ['throttle', 'ProvisionedThroughputExceededException'],
] as const)('a call that is struck by %s answers %s', async (kind, name) => {
  only({ kind, on: { call: PUT } });
  await expect(put(`call ${kind}`)).rejects.toMatchObject({ name });
  expect(await linesOf(`call ${kind}`)).toBe(0);
});

test('a call whose answer is lost is done, and sent again by an SDK that may', async () => {
  const lost = only({ kind: 'lostAck', on: { call: PUT }, times: 1 });
  await expect(put('lost call')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await linesOf('lost call')).toBe(1);
  grid.faults.remove(lost);
  only({ kind: 'lostAck', on: { call: PUT }, times: 1 });
  const patient = new DynamoDBClient({ ...settings, maxAttempts: 2 });
  const Item = { id: { S: 'sent again' }, line: { S: 'x' } };
  await patient
    .send(new PutItemCommand({ TableName: 'lines', Item, ConditionExpression: 'attribute_exists(id)' }))
    .then(
      () => expect.unreachable(),
      ({ name }) => expect(name).toBe('ConditionalCheckFailedException'),
    );
});

test('a call is done twice, and the first answer is given', async () => {
  const doubled = only({ kind: 'duplicate', on: { call: PUT } });
  const Item = { id: { S: 'twice' }, line: { S: 'x' } };
  await dynamodb.send(
    new PutItemCommand({ TableName: 'lines', Item, ConditionExpression: 'attribute_not_exists(id)' }),
  );
  expect(struck(doubled)).toBe(1);
  const sqs = new SQSClient(settings);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }));
  only({ kind: 'duplicate', on: { call: 'sqs:SendMessage' } });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '"sent twice"' }));
  await vi.waitUntil(async () => (await linesOf('sent twice')) === 2, WAIT);
});

test.each([
  ['crashBefore', 0],
  ['crashAfter', 1],
] as const)('a function dies of %s around its own call', async (kind, lines) => {
  only({ kind, on: { call: PUT, by: 'writer' }, times: 1 });
  const id = `${kind} around a call`;
  expect(await write(id)).toEqual({ failed: true, payload: expect.stringContaining('signal: SIGKILL') });
  expect(await linesOf(id)).toBe(lines);
});

test('a call is struck by who calls, what about, and which key', async () => {
  only({ kind: 'error', on: { call: 'dynamodb:*', by: 'writer' } });
  only({ kind: 'error', on: { call: PUT, resource: '*:table/others' } });
  only({ kind: 'error', on: { call: PUT, key: 'hot#*' } });
  expect(await write('by')).toMatchObject({ failed: true });
  await put('cold');
  await expect(put('hot#1')).rejects.toMatchObject({ name: 'InternalServerError' });
  expect(grid.faults.list().map(({ seen, struck }) => [seen, struck])).toEqual([
    [1, 1],
    [0, 0],
    [1, 1],
  ]);
});

test('what a bus hands on comes twice, later, or when the target takes it again', async () => {
  const doubled = only({ kind: 'duplicate', on: { delivery: WORK, from: 'events' } });
  await tell('told twice');
  await vi.waitUntil(async () => (await linesOf('told twice')) === 2, WAIT);
  grid.faults.remove(doubled);

  grid.clock.freeze();
  const late = only({ kind: 'latency', on: { delivery: WORK }, ms: 600_000 });
  await tell('late');
  grid.faults.remove(late);
  await tell('in time');
  await vi.waitUntil(async () => (await linesOf('in time')) === 1, WAIT);
  expect(await linesOf('late')).toBe(0);
  grid.clock.advance(600_000);
  await vi.waitUntil(async () => (await linesOf('late')) === 1, WAIT);
  grid.clock.resume();

  const down = only({ kind: 'error', on: { delivery: WORK } });
  await tell('tried again');
  expect(struck(down)).toBe(1);
  grid.faults.remove(down);
  await vi.waitUntil(async () => (await linesOf('tried again')) === 1, WAIT);
});

test('a queue’s message waits for a function that is throttled, without another receive', async () => {
  const full = only({ kind: 'throttle', on: { function: 'worker' } });
  await tell('no room');
  await vi.waitUntil(() => Number(struck(full)) > 2, WAIT);
  grid.faults.remove(full);
  await vi.waitUntil(async () => (await linesOf('no room')) === 1, WAIT);
  expect(await linesOf('no room')).toBe(1);
});

test('messages overtake each other', async () => {
  grid.clock.freeze();
  only({ kind: 'reorder', on: { delivery: WORK }, ms: 10_000, seed: 3 });
  for (let at = 0; at < 10; at++) await tell(`order ${at}`);
  const came: number[] = [];
  for (let second = 0; second < 10; second++) {
    grid.clock.advance(1_000);
    for (let at = 0; at < 10; at++) {
      if (came.includes(at)) continue;
      if ((await linesOf(`order ${at}`)) > 0) came.push(at);
    }
  }
  grid.clock.resume();
  await vi.waitUntil(async () => (await linesOf('order 9')) === 1, WAIT);
  expect(came).not.toEqual(came.toSorted((a, b) => a - b));
});

test('which are struck follows from the seed', async () => {
  const pattern = async (seed: number) => {
    // What functions of the tests before still put takes no turn.
    const id = only({ kind: 'error', on: { call: PUT, by: 'owner' }, rate: 0.5, seed });
    const ended: boolean[] = [];
    for (let at = 0; at < 12; at++)
      ended.push(
        await put(`seed ${at}`).then(
          () => true,
          () => false,
        ),
      );
    grid.faults.remove(id);
    return ended;
  };
  const first = await pattern(42);
  expect(await pattern(42)).toEqual(first);
  expect(await pattern(43)).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set([true, false]));
});

test('a fault ends when its time is over by the grid’s clock', async () => {
  only({ kind: 'error', on: { call: PUT }, for: 'PT1M' });
  grid.clock.advance(59_000);
  await expect(put('still')).rejects.toMatchObject({ name: 'InternalServerError' });
  grid.clock.advance(1_000);
  await put('over');
  expect(grid.faults.list()).toEqual([]);
});

test('a grid stops while something is in a black hole', async () => {
  const other = await startGrid({ assembly: writeAssembly(FAULTY_TEMPLATE) });
  const { id } = other.faults.add({ kind: 'blackHole', on: { call: 'dynamodb:*' } });
  const client = new DynamoDBClient({ ...settings, endpoint: other.endpoint, maxAttempts: 1 });
  const swallowed = client.send(new PutItemCommand({ TableName: 'lines', Item: { id: { S: 'x' }, line: { S: 'x' } } }));
  const ended = expect(swallowed).rejects.toMatchObject({ code: 'ECONNRESET' });
  await vi.waitUntil(() => other.faults.list().find((fault) => fault.id === id)?.struck === 1, WAIT);
  await other.stop();
  await ended;
});
