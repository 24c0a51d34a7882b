import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from './grid.ts';
import { synthTrip } from './testing/tripApp.ts';

const program = join(import.meta.dirname, 'main.ts');
let folder: string;
let dataFolder: string;
let assembly: string;
let running: ChildProcess | undefined;
let grid: Grid | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
  assembly = synthTrip({ outdir: join(folder, 'assembly') });
  return () => rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  dataFolder = mkdtempSync(join(folder, 'data-'));
});

afterEach(async () => {
  running?.kill('SIGKILL');
  await grid?.stop();
  running = undefined;
  grid = undefined;
});

/** Starts the grid as a program of its own and gives the URL of its API. */
async function launch(): Promise<{ child: ChildProcess; api: string }> {
  const child = spawn(process.execPath, [program, '--assembly', assembly, '--data', dataFolder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    if (said.includes('Ready')) break;
  }
  return { child, api: /API Api +(\S+)/.exec(said)?.[1] ?? said };
}

const post = (api: string, id: string) =>
  fetch(`${api}/facts/${id}`, { method: 'POST', body: JSON.stringify({ text: 'hola' }) });

const client = ({ endpoint }: Grid) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
});

async function viewed(api: string | undefined, ids: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    const views = await Promise.all(ids.map(async (id) => (await fetch(`${api}/facts/${id}`)).status));
    expect(views).toStrictEqual(ids.map(() => 200));
  }, 30_000);
}

test('what was accepted before the process was killed is finished after the next start', async () => {
  const { child, api } = await launch();
  const ids = Array.from({ length: 20 }, (_, i) => `k${i}`);
  const answers = await Promise.all(ids.map((id) => post(api, id)));
  expect(answers.map(({ status }) => status)).toStrictEqual(ids.map(() => 201));
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;

  grid = await startGrid({ assembly, dataFolder });
  await viewed(grid.apis.Api, ids);
});

test('a signal stops it cleanly, and nothing accepted is lost', async () => {
  const { child, api } = await launch();
  await post(api, 's1');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toStrictEqual([0, null]);

  grid = await startGrid({ assembly, dataFolder });
  await viewed(grid.apis.Api, ['s1']);
});

test('time does not go back over a restart', async () => {
  grid = await startGrid({ assembly, dataFolder });
  grid.clock.advance(3_600_000);
  const before = grid.clock.now();
  await grid.stop();
  grid = await startGrid({ assembly, dataFolder });
  expect(grid.clock.now()).toBeGreaterThanOrEqual(before);
});

test('a second grid in the same folder is refused, and says who has it', async () => {
  grid = await startGrid({ assembly, dataFolder });
  await expect(startGrid({ assembly, dataFolder })).rejects.toThrow(
    `Another grid uses ${dataFolder} (process ${process.pid}). Stop it, or give another data folder.`,
  );
});

test('it stops at once although a client waits for messages and an idle connection is open', async () => {
  grid = await startGrid({ assembly, dataFolder });
  const sqs = new SQSClient({ ...client(grid), maxAttempts: 1 });
  const QueueUrl = grid.outputs.Trip?.DeadUrl;
  // Opens the connection: the stop must find the client waiting, not on its way.
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await fetch(`${grid.endpoint}/_alpes/health`);
  const begun = performance.now();
  await grid.stop();
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect((await waiting).Messages).toBeUndefined();
  sqs.destroy();
});

test('what a newer template drops is removed, and the rest keeps its state', async () => {
  grid = await startGrid({ assembly, dataFolder });
  const inbox = String(grid.outputs.Trip?.InboxUrl?.split('/').at(-1));
  await post(String(grid.apis.Api), 'r1');
  await viewed(grid.apis.Api, ['r1']);
  await grid.stop();

  const without = synthTrip({ outdir: join(folder, 'without'), withoutInbox: true });
  grid = await startGrid({ assembly: without, dataFolder });
  await viewed(grid.apis.Api, ['r1']);
  const sqs = new SQSClient(client(grid));
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: inbox }))).rejects.toThrow('does not exist');
  sqs.destroy();
});

test('a queue that a newer template changes keeps its messages, also when the grid listens on another port', async () => {
  grid = await startGrid({ assembly, dataFolder });
  const [{ port }, QueueUrl] = [new URL(grid.endpoint), grid.outputs.Trip?.DeadUrl];
  let sqs = new SQSClient(client(grid));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  sqs.destroy();
  await grid.stop();

  const changed = synthTrip({ outdir: join(folder, 'changed'), retention: 7 });
  grid = await startGrid({ assembly: changed, dataFolder });
  expect(new URL(grid.endpoint).port).not.toBe(port);
  sqs = new SQSClient(client(grid));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: grid.outputs.Trip?.DeadUrl }));
  expect(Messages.map(({ Body }) => Body)).toStrictEqual(['kept']);
  sqs.destroy();
});
