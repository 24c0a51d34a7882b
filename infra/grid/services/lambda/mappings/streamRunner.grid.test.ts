import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { type Harness, harness, until } from '../testing/harness.ts';

const STREAM = 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000';
const DLQ = 'arn:aws:sqs:us-east-1:000000000000:failed';
const running = new Set<Harness>();
afterAll(() => Promise.all([...running].map((one) => one.stop())));

/** Prints each batch it is given; fails at records whose `fail` says so. */
const CODE = `export const handler = async (event) => {
  const keys = event.Records.map((r) => r.dynamodb.NewImage.pk.S + (r.dynamodb.NewImage.n?.S ?? ''));
  console.log('BATCH ' + keys.join(' '));
  if (event.Records.some((r) => r.dynamodb.NewImage.fail)) throw new Error('bad record');
};`;

const mapping = (properties: Record<string, unknown> = {}) => ({
  EventSourceArn: STREAM,
  FunctionName: 'consumer',
  StartingPosition: 'TRIM_HORIZON',
  ...properties,
});

async function mapped(properties: Record<string, unknown> = {}, code = CODE): Promise<Harness> {
  const started = harness();
  running.add(started);
  await started.deploy('consumer', code);
  await started.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', mapping(properties));
  return started;
}

/** The batches the function was given so far, in order. */
function batches({ grid }: Harness): string[] {
  try {
    return [...readFileSync(`${grid.dataFolder}/logs/consumer.log`, 'utf8').matchAll(/BATCH (.*)/g)].map(
      (found) => found[1] ?? '',
    );
  } catch {
    return [];
  }
}

test('records come in order and in batches, also those from before the mapping', async () => {
  const life = await mapped({ BatchSize: 2 });
  for (const pk of ['a', 'b', 'c']) life.stream.put(pk);
  life.lambda.run?.();
  await until(() => batches(life).length === 2);
  life.stream.put('d');
  await until(() => batches(life).length === 3);
  expect(batches(life)).toEqual(['a b', 'c', 'd']);
});

test('LATEST begins behind what was there when the mapping was made', async () => {
  const life = harness();
  running.add(life);
  await life.deploy('consumer', CODE);
  life.stream.put('before');
  await life.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', mapping({ StartingPosition: 'LATEST' }));
  life.stream.put('after');
  life.lambda.run?.();
  await until(() => batches(life).length === 1);
  expect(batches(life)).toEqual(['after']);
});

test('after a restart it goes on from its position', async () => {
  const first = await mapped();
  first.stream.put('a');
  first.lambda.run?.();
  await until(() => batches(first).length === 1);
  running.delete(first);
  const second = await first.restart();
  running.add(second);
  await second.deploy('consumer', CODE, { Description: 'changed' });
  await second.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', mapping());
  second.stream.put('b');
  second.lambda.run?.();
  await until(() => batches(second).length === 2);
  expect(batches(second)).toEqual(['a', 'b']);
});

test('bisecting isolates a bad record, which goes to the on-failure queue with its place in the stream', async () => {
  const life = await mapped({
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: DLQ } },
  });
  life.stream.put('a');
  const bad = life.stream.put('b', { fail: 'yes' });
  for (const pk of ['c', 'd']) life.stream.put(pk);
  life.lambda.run?.();
  await until(() => life.sent.length === 1 && batches(life).length >= 5);
  expect(batches(life)).toEqual(['a b c d', 'a b', 'a', 'b', 'c d']);
  expect(life.sent[0]).toMatchObject({ arn: DLQ, source: { service: 'lambda.amazonaws.com' } });
  expect(JSON.parse(life.sent[0]?.delivery.body ?? '')).toMatchObject({
    requestContext: {
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
      functionArn: expect.stringMatching(/:consumer$/),
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    DDBStreamBatchInfo: {
      shardId: 'shardId-memory',
      startSequenceNumber: bad,
      endSequenceNumber: bad,
      batchSize: 1,
      streamArn: STREAM,
    },
  });
});

test('item failures move the position up to the lowest one', async () => {
  const code = `let failed = false; export const handler = async (event) => {
    console.log('BATCH ' + event.Records.map((r) => r.dynamodb.NewImage.pk.S).join(' '));
    const bad = failed ? [] : event.Records.filter((r) => r.dynamodb.NewImage.fail);
    failed = true;
    return { batchItemFailures: bad.reverse().map((r) => ({ itemIdentifier: r.dynamodb.SequenceNumber })) };
  };`;
  const life = await mapped({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, code);
  life.stream.put('a');
  for (const pk of ['b', 'c']) life.stream.put(pk, { fail: 'once' });
  life.stream.put('d');
  life.lambda.run?.();
  await until(() => batches(life).length === 2);
  expect(batches(life)).toEqual(['a b c d', 'b c d']);
});

test('when its place is trimmed, it goes on with the oldest record that there is', async () => {
  const life = await mapped();
  life.stream.put('a');
  life.lambda.run?.();
  await until(() => batches(life).length === 1);
  life.stream.trim(life.stream.put('b'));
  life.stream.put('c');
  await until(() => batches(life).length === 2);
  expect(batches(life)).toEqual(['a', 'c']);
});

test('records older than the maximum age are given up', async () => {
  const life = await mapped({ MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: DLQ } } });
  life.grid.clock.freeze();
  life.stream.put('a', { fail: 'always' });
  life.lambda.run?.();
  await until(() => batches(life).length === 1);
  life.grid.clock.advance(120_000);
  await until(() => life.sent.length === 1);
  expect(JSON.parse(life.sent[0]?.delivery.body ?? '').requestContext.condition).toBe('RecordAgeExceeded');
});

test('in parallel the order of each partition key is kept', async () => {
  const life = await mapped({ ParallelizationFactor: 4, BatchSize: 3 });
  for (let n = 0; n < 10; n += 1) for (const pk of ['a', 'b', 'c', 'd', 'e']) life.stream.put(pk, { n: String(n) });
  life.lambda.run?.();
  const seen = () => batches(life).flatMap((batch) => batch.split(' '));
  await until(() => seen().length === 50);
  for (const pk of ['a', 'b', 'c', 'd', 'e']) {
    expect(seen().filter((key) => key.startsWith(pk))).toEqual(Array.from({ length: 10 }, (_, n) => `${pk}${n}`));
  }
});

test('what no filter matches is passed over', async () => {
  const life = await mapped({
    FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"kind":{"S":["wanted"]}}}}' }] },
  });
  life.stream.put('a', { kind: 'wanted' });
  life.stream.put('b', { kind: 'other' });
  life.stream.put('c', { kind: 'wanted' });
  life.lambda.run?.();
  await until(() => batches(life).length === 1);
  expect(batches(life)).toEqual(['a c']);
});
