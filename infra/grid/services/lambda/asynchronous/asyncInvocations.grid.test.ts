import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LAPTOP } from '../pool/fleet.ts';
import { type Harness, harness, until } from '../testing/harness.ts';

const DLQ = 'arn:aws:sqs:us-east-1:000000000000:dead';
const OK = 'arn:aws:sns:us-east-1:000000000000:done';
const running = new Set<Harness>();
afterAll(() => Promise.all([...running].map((one) => one.stop())));

/** Fails as often as the event says; its log counts the attempts. */
const CODE = `let n = 0; export const handler = async (e) => { n += 1; console.log('ATTEMPT ' + n); if (n <= e.fail) throw new Error('no ' + n); return { n }; };`;

async function started(properties: Record<string, unknown> = {}): Promise<Harness> {
  const life = harness();
  running.add(life);
  await life.deploy('worker', CODE, properties);
  life.lambda.run?.();
  return life;
}

function invokeEvent(life: Harness, payload: string, target: Record<string, string> = {}): Promise<unknown> {
  const invoke = life.lambda.actions.Invoke;
  const call = {
    input: { FunctionName: 'worker', ...target },
    body: Buffer.from(payload),
    headers: { 'x-amz-invocation-type': 'Event' },
    principal: { arn: 'arn:aws:iam::000000000000:root' },
  };
  return Promise.resolve(invoke?.run(call));
}

function attempts({ grid }: Harness): number {
  const file = join(grid.dataFolder, 'logs', 'worker.log');
  return existsSync(file) ? [...readFileSync(file, 'utf8').matchAll(/ATTEMPT/g)].length : 0;
}

function pending({ grid }: Harness): number {
  return Number(grid.store.sql('SELECT COUNT(*) AS n FROM lambda_pending').get()?.n);
}

test('an event is acknowledged at once, and its record goes where success is sent', async () => {
  const life = await started();
  await life.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    DestinationConfig: { OnSuccess: { Destination: OK } },
  });
  expect(await invokeEvent(life, '{"fail":0}')).toMatchObject({ status: 202 });
  await until(() => life.sent.length === 1);
  expect(life.sent[0]?.arn).toBe(OK);
  expect(JSON.parse(life.sent[0]?.delivery.body ?? '')).toMatchObject({
    version: '1.0',
    requestContext: {
      condition: 'Success',
      approximateInvokeCount: 1,
      functionArn: expect.stringMatching(/:worker:\$LATEST$/),
    },
    requestPayload: { fail: 0 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload: { n: 1 },
  });
  expect(pending(life)).toBe(0);
});

test.each([
  [undefined, 'arn:aws:lambda:us-east-1:000000000000:function:worker'],
  ['live', 'arn:aws:lambda:us-east-1:000000000000:function:worker:live'],
])('an event that was sent to the qualifier %s gets the ARN with it', async (Qualifier, arn) => {
  const life = harness();
  running.add(life);
  await life.deploy('worker', 'export const handler = async (event, { invokedFunctionArn }) => invokedFunctionArn;');
  await life.deployResource('AWS::Lambda::Alias', 'live', {
    FunctionName: 'worker',
    FunctionVersion: '$LATEST',
    Name: 'live',
  });
  await life.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'worker',
    Qualifier: Qualifier ?? '$LATEST',
    DestinationConfig: { OnSuccess: { Destination: OK } },
  });
  life.lambda.run?.();
  await invokeEvent(life, '{}', Qualifier === undefined ? {} : { Qualifier });
  await until(() => life.sent.length === 1);
  expect(JSON.parse(life.sent[0]?.delivery.body ?? '').responsePayload).toBe(arn);
});

test('a failing event is tried again after one minute and two, and then is a dead letter', async () => {
  const life = await started({ DeadLetterConfig: { TargetArn: DLQ } });
  life.grid.clock.freeze();
  await invokeEvent(life, '{"fail":9}');
  await until(() => attempts(life) === 1 && waiting(life, 60_000));
  life.grid.clock.advance(60_000);
  await until(() => attempts(life) === 2 && waiting(life, 120_000));
  life.grid.clock.advance(120_000);
  await until(() => life.sent.length === 1);
  await until(() => attempts(life) === 3);
  expect(life.sent[0]).toMatchObject({
    arn: DLQ,
    delivery: {
      body: '{"fail":9}',
      attributes: { ErrorCode: { StringValue: '200' }, ErrorMessage: { StringValue: 'no 3' } },
    },
  });
});

test('what was accepted before the grid ended runs in its next life', async () => {
  const first = harness();
  await first.deploy('worker', CODE);
  await invokeEvent(first, '{"fail":0}');
  expect(pending(first)).toBe(1);
  const second = await first.restart();
  running.add(second);
  await second.deploy('worker', CODE);
  second.lambda.run?.();
  await until(() => pending(second) === 0);
  await until(() => attempts(second) === 1);
});

test('an event that waited longer than its age is given up', async () => {
  const life = await started();
  await life.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnFailure: { Destination: DLQ } },
  });
  life.grid.clock.freeze();
  await invokeEvent(life, '{"fail":9}');
  await until(() => waiting(life, 60_000));
  life.grid.clock.advance(61_000);
  await until(() => life.sent.length === 1);
  expect(JSON.parse(life.sent[0]?.delivery.body ?? '').requestContext.condition).toBe('EventAgeExceeded');
});

test('what waits for room is no older when the clock jumps', async () => {
  const life = harness({ ...LAPTOP, perFunction: 1 });
  running.add(life);
  await life.deploy('worker', 'export const handler = (e) => new Promise((r) => setTimeout(r, e.ms));');
  life.lambda.run?.();
  await life.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnFailure: { Destination: DLQ } },
  });
  for (let n = 0; n < 3; n += 1) await invokeEvent(life, '{"ms":200}');
  life.grid.clock.advance(600_000);
  await until(() => pending(life) === 0);
  expect(life.sent).toStrictEqual([]);
});

/** A life that begins with an event for an alias that an earlier template had and this one has not. */
async function withoutItsAlias(properties: Record<string, unknown> = {}): Promise<Harness> {
  const first = harness();
  await first.deploy('worker', CODE);
  await first.deployResource('AWS::Lambda::Version', 'v1', { FunctionName: 'worker' });
  await first.deployResource('AWS::Lambda::Alias', 'alias', {
    FunctionName: 'worker',
    FunctionVersion: '1',
    Name: 'live',
  });
  await invokeEvent(first, '{"fail":0}', { Qualifier: 'live' });
  const second = await first.restart();
  running.add(second);
  await second.deploy('worker', CODE, properties);
  second.grid.clock.freeze();
  return second;
}

/** Lets the three attempts of an event pass. */
async function exhaust(life: Harness): Promise<void> {
  await until(() => waiting(life, 60_000));
  life.grid.clock.advance(60_000);
  await until(() => waiting(life, 120_000));
  life.grid.clock.advance(120_000);
  await until(() => pending(life) === 0);
}

test('an event whose alias is gone fails like one that its function refuses, and is a dead letter', async () => {
  const life = await withoutItsAlias({ DeadLetterConfig: { TargetArn: DLQ } });
  await life.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'worker',
    Qualifier: '$LATEST',
    DestinationConfig: { OnFailure: { Destination: OK } },
  });
  life.lambda.run?.();
  await exhaust(life);
  const [record, deadLetter] = life.sent;
  expect(JSON.parse(record?.delivery.body ?? '')).toMatchObject({
    requestContext: {
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
      functionArn: expect.stringMatching(/:worker:live$/),
    },
    requestPayload: { fail: 0 },
    responseContext: { statusCode: 404 },
  });
  expect(deadLetter).toMatchObject({
    arn: DLQ,
    delivery: {
      body: '{"fail":0}',
      attributes: {
        ErrorCode: { StringValue: '404' },
        ErrorMessage: { StringValue: expect.stringMatching(/^Function not found: .*:worker:live$/) },
      },
    },
  });
  expect(attempts(life)).toBe(0);
});

test('an event whose alias is gone and that nobody wants is dropped, and the operator is told', async () => {
  const life = await withoutItsAlias();
  life.lambda.run?.();
  await exhaust(life);
  expect(life.sent).toEqual([]);
  expect(life.logged).toEqual([
    expect.stringMatching(
      /^lambda: asynchronous invocation \S+ of worker:live was dropped \(RetriesExhausted: Function not found/,
    ),
  ]);
});

test('an alias that comes back in time runs its event', async () => {
  const life = await withoutItsAlias();
  life.lambda.run?.();
  await until(() => waiting(life, 60_000));
  await life.deployResource('AWS::Lambda::Alias', 'alias', {
    FunctionName: 'worker',
    FunctionVersion: '$LATEST',
    Name: 'live',
  });
  life.grid.clock.advance(60_000);
  await until(() => pending(life) === 0);
  await until(() => attempts(life) === 1);
});

test('the events of a function that is gone are dropped, and the operator is told once', async () => {
  const first = harness();
  await first.deploy('worker', CODE);
  await invokeEvent(first, '{"fail":0}');
  await invokeEvent(first, '{"fail":0}');
  const life = await first.restart();
  running.add(life);
  life.lambda.run?.();
  await until(() => pending(life) === 0);
  await until(() => life.logged.length > 0);
  expect(life.logged).toEqual(['lambda: 2 asynchronous invocations of worker were dropped: the function is gone']);
});

test('a function that is switched off gets no event, and says so to its dead-letter queue', async () => {
  const life = await started({ DeadLetterConfig: { TargetArn: DLQ }, ReservedConcurrentExecutions: 0 });
  await invokeEvent(life, '{"fail":0}');
  await until(() => life.sent.length === 1);
  const attributes = life.sent[0]?.delivery.attributes;
  expect(attributes).toMatchObject({
    ErrorMessage: { StringValue: expect.stringContaining('zero reserved concurrent') },
  });
  expect(attributes).not.toHaveProperty('ErrorCode');
});

test('what cannot be written down is tried again after a second, not at once', async () => {
  const life = await started();
  life.grid.clock.freeze();
  life.grid.store.define(
    `CREATE TRIGGER full BEFORE DELETE ON lambda_pending BEGIN SELECT RAISE(ABORT, 'disk is full'); END`,
  );
  await invokeEvent(life, '{"fail":0}');
  await until(() => attempts(life) > 0);
  await until(() => life.logged.length === 2);
  life.grid.store.define('DROP TRIGGER full');
  life.grid.clock.advance(1_000);
  await until(() => pending(life) === 0);
  await until(() => attempts(life) === 2);
  expect(life.logged).toEqual([
    expect.stringContaining('could not send the record'),
    expect.stringContaining('disk is full'),
  ]);
});

/** Whether the one pending event waits for `ms` from now. */
function waiting({ grid }: Harness, ms: number): boolean {
  const row = grid.store.sql('SELECT due FROM lambda_pending').get();
  return row !== undefined && Number(row.due) === grid.clock.now() + ms;
}
