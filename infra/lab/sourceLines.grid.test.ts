import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type System, startSystem } from './system.ts';

let system: System;
let lambda: LambdaClient;

beforeAll(async () => {
  system = await startSystem();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  lambda = new LambdaClient({ endpoint: system.endpoint, region: 'us-east-1', credentials });
});
afterAll(async () => {
  lambda?.destroy();
  await system?.stop();
});

/** What a function answers to an event that is none of its own, and what it logs meanwhile. */
async function broken(FunctionName: string, event: object): Promise<{ answer: string; log: string }> {
  const { Payload, LogResult = '' } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  return { answer: Buffer.from(Payload ?? []).toString(), log: Buffer.from(LogResult, 'base64').toString() };
}

test('an error that the runtime reports names lines of the sources', async () => {
  const { answer } = await broken(LOCAL.of('relay'), { Records: [null] });
  expect(JSON.parse(answer).trace[1]).toMatch(/ \(?(functions|shared)\/[\w/.]+\.ts:\d+:\d+\)?$/);
});

test('an error that a function logs names lines of the sources', async () => {
  const message = { messageId: 'm', receiptHandle: 'r', body: 'no JSON', attributes: { ApproximateReceiveCount: '1' } };
  const eventSourceARN = `arn:aws:sqs:us-east-1:000000000000:${LOCAL.of('ordenes')}`;
  const { log } = await broken(LOCAL.of('ordenes'), { Records: [{ ...message, eventSourceARN }] });
  const entry = log.split('\n').find((line) => line.includes('is dead after')) ?? '{}';
  expect(JSON.parse(entry).error.stack).toMatch(/\n +at [^\n]*(functions|shared)\/[\w/.]+\.ts:\d+:\d+/);
});
