import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from './grid.ts';
import { synthTrip } from './testing/tripApp.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
const logged: string[] = [];
let grid: Grid;
let api: string;
let sqs: SQSClient;

beforeAll(async () => {
  const assembly = synthTrip({ outdir: join(folder, 'assembly') });
  grid = await startGrid({ assembly, onLog: (line) => logged.push(line) });
  api = String(grid.apis.Api);
  sqs = new SQSClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });
});

afterAll(async () => {
  sqs?.destroy();
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = (id: string, text: string, query = '') =>
  fetch(`${api}/facts/${id}${query}`, { method: 'POST', body: JSON.stringify({ text }) });

async function received(url: string | undefined): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
  );
  return Messages.map(({ Body }) => Body ?? '');
}

test('what goes in at the API comes out at the view and the topic', async () => {
  const answer = await post('1', 'hola');
  expect([answer.status, await answer.json()]).toStrictEqual([201, { id: '1' }]);
  await vi.waitFor(async () => {
    const view = await fetch(`${api}/facts/1`);
    expect([view.status, await view.json()]).toStrictEqual([200, { text: 'HOLA' }]);
  }, 20_000);
  expect(await received(grid.outputs.Trip?.InboxUrl)).toStrictEqual(['1']);
}, 30_000);

test('what always fails ends in the dead-letter queue', async () => {
  await post('2', 'poison');
  let dead: string[] = [];
  await vi.waitFor(async () => {
    grid.clock.advance(61_000);
    dead = await received(grid.outputs.Trip?.DeadUrl);
    expect(dead).toHaveLength(1);
  }, 20_000);
  expect(JSON.parse(dead[0] ?? '').detail).toStrictEqual({ id: '2', text: 'poison' });
}, 30_000);

test('a function does only what its role allows', async () => {
  const answer = await post('3', 'no', `?table=${grid.outputs.Trip?.OtherTable}`);
  expect(answer.status).toBe(502);
  expect(logged.join('\n')).toBe('');
});
