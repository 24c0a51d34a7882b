import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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

function invokeEvent(life: Harness, payload: string): Promise<unknown> {
  const invoke = life.lambda.actions.Invoke;
  const call = {
    input: { FunctionName: 'worker' },
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

/** Whether the one pending event waits for `ms` from now. */
function waiting({ grid }: Harness, ms: number): boolean {
  const row = grid.store.sql('SELECT due FROM lambda_pending').get();
  return row !== undefined && Number(row.due) === grid.clock.now() + ms;
}
