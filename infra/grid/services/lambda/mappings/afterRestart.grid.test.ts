import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from '../../../grid.ts';
import { consumerTemplate } from '../../../testing/consumerTemplate.ts';
import { writeAssembly } from '../../../testing/writeAssembly.ts';

const VISIBILITY_S = 60;

/** Says what it was given; the first time it refuses all that is not good. */
const CODE = `exports.handler = async ({ Records }) => {
  for (const { body, attributes } of Records) console.log('GIVEN ' + body + ' ' + attributes.ApproximateReceiveCount);
  if (Records.some((r) => r.body === 'bad')) throw new Error('no');
};`;

let folder: string;
let grid: Grid;

beforeAll(async () => {
  folder = writeAssembly(consumerTemplate(CODE, { VisibilityTimeout: VISIBILITY_S }, 1));
  await start();
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  grid = await startGrid({ assembly: folder, dataFolder: join(folder, 'data') });
}

async function send(MessageBody: string): Promise<void> {
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  const sqs = new SQSClient({ endpoint: grid.endpoint, region: 'us-east-1', credentials });
  await sqs.send(new SendMessageCommand({ QueueUrl: `${grid.endpoint}/000000000000/cola`, MessageBody }));
  sqs.destroy();
}

/** What the function was given so far, each with how often it was received. */
function given(): string[] {
  const file = join(folder, 'data', 'logs', 'consumer.log');
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/GIVEN (\w+ \d)/g)].map(([, what]) => what as string);
}

const givenIs = (...expected: string[]) =>
  vi.waitFor(() => expect(given()).toStrictEqual(expected), { timeout: 30_000, interval: 20 });

test('a message that its function refused waits for its visibility timeout over a restart', async () => {
  grid.clock.freeze();
  await send('bad');
  await givenIs('bad 1');
  await grid.stop();
  await start();
  grid.clock.freeze();
  await send('good');
  await givenIs('bad 1', 'good 1');
  grid.clock.advance(VISIBILITY_S * 1_000);
  await givenIs('bad 1', 'good 1', 'bad 2');
});
