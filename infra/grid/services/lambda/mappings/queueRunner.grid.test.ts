import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { harness, until } from '../testing/harness.ts';

const running: ReturnType<typeof harness>[] = [];
afterAll(() => Promise.all(running.map((one) => one.stop())));

/** A harness with one function on one queue; the handler writes what it was given to its log. */
async function mapped(code: string, properties: Record<string, unknown> = {}) {
  const started = harness();
  running.push(started);
  await started.deploy('consumer', code);
  await started.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:queue',
    FunctionName: 'consumer',
    ...properties,
  });
  return { ...started, begin: () => started.lambda.run?.() };
}

test('the function is given SQS records, and what it succeeds at is deleted', async () => {
  const { queue, begin, grid } = await mapped(
    "export const handler = async (e) => console.log('GIVEN ' + JSON.stringify(e));",
  );
  const messageId = queue.send('{"a":1}');
  begin();
  await until(() => queue.held.length === 0);
  const log = () => readFileSync(join(grid.dataFolder, 'logs', 'consumer.log'), 'utf8');
  await until(() => existsSync(join(grid.dataFolder, 'logs', 'consumer.log')) && log().includes('GIVEN'));
  expect(JSON.parse(/GIVEN (.*)/.exec(log())?.[1] ?? '')).toEqual({
    Records: [
      {
        messageId,
        receiptHandle: messageId,
        body: '{"a":1}',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
        awsRegion: 'us-east-1',
      },
    ],
  });
});

test('a failed batch stays in the queue until its visibility timeout, and is then tried again', async () => {
  const { queue, begin, grid } = await mapped(
    'let n = 0; export const handler = async () => { if (++n === 1) throw new Error("first"); };',
  );
  queue.send('once');
  grid.clock.freeze();
  begin();
  await until(() => queue.held[0]?.receives === 1);
  grid.clock.advance(queue.visibilityMs - 1);
  expect(queue.held[0]?.receives).toBe(1);
  grid.clock.advance(1);
  await until(() => queue.held.length === 0);
});

test('with item failures only the failed ones stay', async () => {
  const code =
    "export const handler = async (e) => ({ batchItemFailures: e.Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) });";
  const { queue, begin } = await mapped(code, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
  for (const body of ['good', 'bad', 'good', 'good']) queue.send(body);
  begin();
  await until(() => queue.held.length === 1);
  expect(queue.held[0]?.message.body).toBe('bad');
});

test('what no filter matches is deleted without the function', async () => {
  const { queue, begin } = await mapped(
    "export const handler = async (e) => { if (e.Records.some((r) => JSON.parse(r.body).kind !== 'wanted')) throw new Error('unwanted'); };",
    {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["wanted"]}}' }] },
    },
  );
  for (const body of ['{"kind":"wanted"}', '{"kind":"other"}', 'no json', '{"kind":"wanted"}']) queue.send(body);
  begin();
  await until(() => queue.held.length === 0);
});

test('a disabled mapping leaves the queue alone until it is enabled', async () => {
  const { queue, begin, deployResource } = await mapped('export const handler = async () => {};', { Enabled: false });
  queue.send('waiting');
  begin();
  await deployResource('AWS::Lambda::EventSourceMapping', 'other', {
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:other',
    FunctionName: 'consumer',
    Enabled: false,
  });
  expect(queue.held[0]?.receives).toBe(0);
  await deployResource('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:queue',
    FunctionName: 'consumer',
  });
  await until(() => queue.held.length === 0);
});

test('a window gathers a batch larger than one receive gives', async () => {
  const { queue, begin, grid } = await mapped(
    'export const handler = async (e) => { if (e.Records.length !== 25) throw new Error(String(e.Records.length)); };',
    { BatchSize: 25, MaximumBatchingWindowInSeconds: 60 },
  );
  grid.clock.freeze();
  for (let n = 0; n < 25; n += 1) queue.send(String(n));
  begin();
  await until(() => queue.held.length === 0);
});

test('what was gathered when the mapping stops goes back as if it had not been received', async () => {
  const { queue, begin, lambda } = await mapped('export const handler = async () => {};', {
    BatchSize: 25,
    MaximumBatchingWindowInSeconds: 60,
  });
  queue.send('early');
  begin();
  await until(() => queue.held[0]?.receives === 1);
  await lambda.stop?.();
  expect(queue.held).toMatchObject([{ receives: 0, visibleAt: 0 }]);
});
