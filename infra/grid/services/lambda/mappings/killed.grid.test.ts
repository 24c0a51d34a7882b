import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { consumerTemplate } from '../../../testing/consumerTemplate.ts';
import { writeAssembly } from '../../../testing/writeAssembly.ts';

const MOST_RECEIVES = 3;
const KILLS = 5;
const WAIT = { timeout: 20_000, interval: 20 };
/** Says what it was given, and does not answer as long as the file is there. */
const codeUntilGone = (file: string) => `const { existsSync } = require('node:fs');
exports.handler = async ({ Records }) => {
  for (const { attributes } of Records) console.log('GIVEN ' + attributes.ApproximateReceiveCount);
  while (existsSync(${JSON.stringify(file)})) await new Promise((r) => setTimeout(r, 20));
};`;

function template(code: string): object {
  const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: MOST_RECEIVES };
  const { Resources } = consumerTemplate(code, { VisibilityTimeout: 60, RedrivePolicy }, 5);
  return { Resources: { ...Resources, Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'muertos' } } } };
}

const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
let folder: string;
let assembly: string;
let busy: string;
let running: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grid-killed-'));
  busy = join(folder, 'busy');
  assembly = writeAssembly(template(codeUntilGone(busy)));
});
afterAll(() => {
  running?.kill('SIGKILL');
  for (const each of [folder, assembly]) rmSync(each, { recursive: true, force: true });
});

/** Starts the grid as a program of its own, and gives a client for it. */
async function launch(): Promise<SQSClient> {
  const program = join(import.meta.dirname, '../../../main.ts');
  const args = [program, '--assembly', assembly, '--data', join(folder, 'data'), '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running = child;
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    if (said.includes('Ready')) break;
  }
  return new SQSClient({ endpoint: /http:\S+:\d+/.exec(said)?.[0] ?? said, region: 'us-east-1', credentials });
}

async function kill(): Promise<void> {
  const ended = once(running as ChildProcess, 'exit');
  running?.kill('SIGKILL');
  await ended;
}

/** What the function was given so far: for each message how often it had been received. */
function given(): string[] {
  const file = join(folder, 'data', 'logs', 'consumer.log');
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/GIVEN (\d+)/g)].map(([, count]) => count as string);
}

async function left(sqs: SQSClient, name: string): Promise<number> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

test('however often the grid is killed while a function works, no message of its is dead', async () => {
  writeFileSync(busy, '');
  let sqs = await launch();
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'cola' }));
  for (const MessageBody of ['a', 'b', 'c']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  for (let kills = 1; kills <= KILLS; kills++) {
    await vi.waitFor(() => expect(given().length).toBeGreaterThanOrEqual(kills), WAIT);
    await kill();
    sqs.destroy();
    sqs = await launch();
  }
  rmSync(busy);
  await vi.waitFor(async () => expect(await left(sqs, 'cola')).toBe(0), WAIT);
  expect(new Set(given())).toStrictEqual(new Set(['1']));
  expect(await left(sqs, 'muertos')).toBe(0);
  sqs.destroy();
});
