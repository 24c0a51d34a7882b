import { afterAll, beforeAll, expect, test } from 'vitest';
import table from '../../../conformance/lambda/mappings.json' with { type: 'json' };
import { harness } from '../testing/harness.ts';

interface Case {
  readonly case: string;
  readonly properties: Record<string, unknown>;
  /** The error that AWS gives; without one it takes the mapping. */
  readonly code?: string;
  readonly message?: string;
}

const { deploy, deployResource, lambda, stop } = harness();
const ensure = (logicalId: string, properties: Record<string, unknown>) =>
  deployResource('AWS::Lambda::EventSourceMapping', logicalId, { FunctionName: 'worker', ...properties });

beforeAll(async () => {
  for (const name of ['worker', 'second']) await deploy(name, 'export const handler = async () => {};');
  await ensure('first', { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:first' });
});
afterAll(stop);

test.each(table.cases as Case[])('$case', async ({ case: name, properties, code, message }) => {
  const made = ensure(name.replaceAll(/\W/g, ''), properties);
  if (code === undefined) await expect(made).resolves.toMatch(/^[0-9a-f-]{36}$/);
  else await expect(made).rejects.toMatchObject({ code, message: expect.stringContaining(String(message)) });
});

test('the same mapping again is no second one', async () => {
  await ensure('first', { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:first', BatchSize: 2 });
});

test('a mapping is told as AWS does', async () => {
  const EventSourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000';
  const UUID = await ensure('stream', { EventSourceArn, StartingPosition: 'TRIM_HORIZON' });
  const call = { body: Buffer.alloc(0), headers: {}, principal: { arn: 'arn:aws:iam::000000000000:root' } };
  const told = (input: object) => lambda.actions.GetEventSourceMapping?.run({ ...call, input });
  // LocalStack's aws-validated snapshots of event source mappings.
  expect(told({ UUID })).toMatchObject({
    LastModified: expect.any(Number),
    StateTransitionReason: 'User action',
    TumblingWindowInSeconds: 0,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
  });
  const queue = await ensure('first', { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:first' });
  expect(told({ UUID: queue })).toMatchObject({ StateTransitionReason: 'USER_INITIATED' });
  const larger = async () =>
    lambda.actions.UpdateEventSourceMapping?.run({ ...call, input: { UUID: queue, BatchSize: 11 } });
  await expect(larger()).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
});
