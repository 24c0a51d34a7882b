import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../grid.ts';
import { synthTrip } from '../testing/tripApp.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
let grid: Grid;
let api: string;

beforeAll(async () => {
  grid = await startGrid({ assembly: synthTrip({ outdir: join(folder, 'assembly') }) });
  api = String(grid.apis.Api);
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent extends Pick<RequestOptions, 'method' | 'headers' | 'path'> {
  readonly body?: Buffer | string;
}

/** Sends what `fetch` would not let through, such as another `Host`. */
async function send(url: string, { body, ...options }: Sent): Promise<{ status: number; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', agent: false, ...options }, resolve);
    request.on('error', reject);
    request.end(body);
  });
  return { status: Number(response.statusCode), body: await text(response) };
}

const LIST = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };
const paths = (): [string, string][] => [
  [grid.endpoint, '/'],
  [grid.endpoint, '/_alpes/clock'],
  [grid.endpoint, '/_alpes/health'],
  [api, '/facts/1'],
  [api, '/_alpes/health'],
];

test('a page whose name was given the address of this machine is refused everywhere', async () => {
  const answers = await Promise.all(
    paths().map(([url, path]) => send(url, { path, headers: { ...LIST, host: 'malo.example' }, body: '{}' })),
  );
  expect(answers.map(({ status }) => status)).toStrictEqual([403, 403, 403, 403, 403]);
  expect(JSON.parse(answers[0]?.body ?? '')).toStrictEqual({
    __type: 'ForbiddenException',
    message: 'The grid serves this machine only, not the host "malo.example".',
  });
});

test('a page of another origin does not reach the AWS APIs or the clock; who may call an API is for its CORS', async () => {
  const origin = 'https://malo.example';
  const sent = { headers: { ...LIST, origin }, body: '{}' };
  const statusAt = async (url: string, path: string) => (await send(url, { ...sent, path })).status;
  expect(await statusAt(grid.endpoint, '/')).toBe(403);
  expect(await statusAt(grid.endpoint, '/_alpes/clock')).toBe(403);
  expect(await statusAt(api, '/facts/no')).not.toBe(403);
  expect((await send(grid.endpoint, { headers: { ...LIST, origin: grid.endpoint }, body: '{}' })).status).toBe(200);
});

test.each(['127.0.0.1', 'localhost', 'abc.execute-api.localhost:4567', 'host.docker.internal'])(
  'an SDK that calls it %s is served',
  async (host) => {
    expect((await send(grid.endpoint, { headers: { ...LIST, host }, body: '{}' })).status).toBe(200);
  },
);

test('a body beyond every limit is answered as AWS does, and not kept', async () => {
  const body = Buffer.alloc(17 * 2 ** 20, 'x');
  const tooLarge = await send(grid.endpoint, { headers: LIST, body });
  expect([tooLarge.status, JSON.parse(tooLarge.body).__type]).toStrictEqual([413, 'RequestEntityTooLargeException']);
  const streamed = await send(grid.endpoint, { headers: { ...LIST, 'transfer-encoding': 'chunked' }, body });
  expect(streamed.status).toBe(413);
  const atApi = await send(api, { path: '/facts/1', body });
  expect([atApi.status, atApi.body]).toStrictEqual([413, '{"message":"Request Too Long"}']);
});

const TARGETS = [
  ...['PutItem', 'Query', 'ListTables', 'TransactWriteItems', 'Nada'].map((name) => `DynamoDB_20120810.${name}`),
  ...['GetRecords', 'GetShardIterator', 'DescribeStream'].map((name) => `DynamoDBStreams_20120810.${name}`),
  ...['SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'CreateQueue', 'SetQueueAttributes', 'ListQueues'].map(
    (name) => `AmazonSQS.${name}`,
  ),
  ...['PutEvents', 'PutRule', 'PutTargets', 'TestEventPattern', 'StartReplay', 'ListRules'].map(
    (name) => `AWSEvents.${name}`,
  ),
  'Logs_20140328.DescribeLogGroups',
  'x',
  '',
];
const MEMBERS = ['TableName', 'Key', 'Item', 'QueueUrl', 'QueueName', 'Entries', 'Attributes', 'MessageBody', 'Name'];
const MORE = [
  'EventBusName',
  'EventPattern',
  'Event',
  'Targets',
  'StreamArn',
  'ShardIterator',
  'TransactItems',
  'Rule',
];
const REST = ['/2015-03-31/functions', '/2015-03-31/functions/%', '/2015-03-31/functions/x/invocations', '/%E0%A4%A'];
const OWN = ['/_alpes/clock', '/_alpes/%', '/_alpes/', '/restapis/x/y/_user_request_/', '/_aws/execute-api/%/v1'];

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...MEMBERS, ...MORE, '__proto__'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
);
const body = fc.oneof(
  { weight: 6, arbitrary: junk.map((value) => Buffer.from(JSON.stringify(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('Publish', 'CreateTopic', 'DescribeStacks', 'AssumeRole', 'x'), fc.webQueryParameters())
      .map(([action, rest]) => Buffer.from(`Action=${action}&Version=2010-03-31&${rest}&A.member.1=x&A=y`)),
  },
);
const headers = fc.record(
  {
    'x-amz-target': fc.constantFrom(...TARGETS),
    'content-type': fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/html', ''),
    authorization: fc.constantFrom('x', 'AWS4-HMAC-SHA256 Credential=', 'AWS4-HMAC-SHA256 Credential=a/b/c/sqs/d'),
    'x-amz-invocation-type': fc.constantFrom('Event', 'DryRun', 'x'),
    'x-amz-client-context': fc.constantFrom('x', 'bnVsbA=='),
  },
  { requiredKeys: [] },
);
const requests = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'PURGE'),
  path: fc.oneof(
    fc.constantFrom('/', ...REST, ...OWN),
    fc.webPath().map((path) => path || '/'),
  ),
  headers,
  body,
});

test('whatever is asked, the answer is one that AWS could give, and the grid goes on', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const { status, body } = await send(grid.endpoint, request);
      expect({ status, body }).toSatisfy(() => status >= 200 && status < 500);
      if (status >= 400 && request.method !== 'HEAD') expect(body).toMatch(/"__type":"|"message":|<Code>/);
    }),
    { numRuns: 1_500, seed: 8 },
  );
  expect((await fetch(`${grid.endpoint}/_alpes/health`)).status).toBe(200);
}, 60_000);
