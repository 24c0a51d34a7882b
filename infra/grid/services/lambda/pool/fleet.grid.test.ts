import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Harness, harness, until } from '../testing/harness.ts';
import { LAPTOP } from './fleet.ts';

const running = new Set<Harness>();
afterAll(() => Promise.all([...running].map((one) => one.stop())));

function started(limits = LAPTOP): Harness {
  const life = harness(limits);
  running.add(life);
  return life;
}

const SLOW = 'export const handler = async (e) => new Promise((r) => setTimeout(r, e.ms, process.pid));';

test('an invocation that the stop cuts off is no failure of its function', async () => {
  const life = harness();
  await life.deploy('slow', `console.log('LOADED'); ${SLOW}`);
  const cutOff = life.lambda.invoke('slow', '{"ms":600000}');
  cutOff.catch(() => undefined);
  const log = join(life.grid.dataFolder, 'logs', 'slow.log');
  await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('START'));
  await life.lambda.stop?.();
  await expect(cutOff).rejects.toMatchObject({ code: 'ServiceException', message: 'The grid is stopping.' });
  await life.stop();
});

test('a burst at a quick function is served by the instance there is', async () => {
  const life = started();
  await life.deploy('quick', 'export const handler = async () => process.pid;');
  for (let n = 0; n < 20; n += 1) await life.lambda.invoke('quick', '{}');
  const answers = await Promise.all(Array.from({ length: 40 }, () => life.lambda.invoke('quick', '{}')));
  expect(new Set(answers.map(({ payload }) => payload)).size).toBe(1);
});

test('a slow function gets more instances, up to its limit', async () => {
  const life = started();
  await life.deploy('slow', SLOW);
  const answers = await Promise.all(Array.from({ length: 12 }, () => life.lambda.invoke('slow', '{"ms":400}')));
  const pids = new Set(answers.map(({ payload }) => payload));
  expect(pids.size).toBeGreaterThan(1);
  expect(pids.size).toBeLessThanOrEqual(LAPTOP.perFunction);
});

test('direct invocations go before those of a mapping', async () => {
  const life = started({ ...LAPTOP, perFunction: 1 });
  await life.deploy(
    'one',
    'let n = 0; export const handler = async (e) => new Promise((r) => setTimeout(r, 30, n++));',
  );
  await life.lambda.invoke('one', '{}');
  const { invoke } = life.lambda;
  life.lambda.run?.();
  for (let n = 0; n < 5; n += 1) life.queue.send(String(n));
  await life.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:queue',
    FunctionName: 'one',
    BatchSize: 1,
  });
  await until(() => life.queue.held.some(({ receives }) => receives > 0));
  await invoke('one', '{}');
  expect(life.queue.held.length).toBeGreaterThan(2);
});

test('at the limit of all instances an idle one of another function makes room', async () => {
  const life = started({ ...LAPTOP, total: 2 });
  for (const name of ['a', 'b', 'c']) await life.deploy(name, 'export const handler = async () => process.pid;');
  const pid = async (name: string) => (await life.lambda.invoke(name, '{}')).payload;
  const [a] = [await pid('a'), await pid('b'), await pid('c')];
  await until(() => !existsSync(`/proc/${a}`));
  expect(await pid('a')).not.toBe(a);
});

test('instances beyond those that are kept end soon after they were used, the longest idle first', async () => {
  const life = started({ ...LAPTOP, spareMs: 300, kept: 1 });
  for (const name of ['a', 'b']) await life.deploy(name, 'export const handler = async () => process.pid;');
  const pid = async (name: string) => (await life.lambda.invoke(name, '{}')).payload;
  const [a, b] = [await pid('a'), await pid('b')];
  await until(() => !existsSync(`/proc/${a}`));
  expect(await pid('b')).toBe(b);
});

test('of several instances of a function one stays', async () => {
  const life = started({ ...LAPTOP, spareMs: 300 });
  await life.deploy('slow', SLOW);
  const answers = await Promise.all(Array.from({ length: 6 }, () => life.lambda.invoke('slow', '{"ms":400}')));
  const pids = [...new Set(answers.map(({ payload }) => payload))];
  expect(pids.length).toBeGreaterThan(1);
  const alive = () => pids.filter((pid) => existsSync(`/proc/${pid}`));
  await until(() => alive().length === 1);
  expect((await life.lambda.invoke('slow', '{"ms":1}')).payload).toBe(alive()[0]);
});

test('an instance that holds more memory than its function may is not used again', async () => {
  const life = started();
  const CODE = 'let kept; export const handler = async () => { kept ??= Buffer.alloc(1.2e8, 1); return process.pid; };';
  await life.deploy('large', CODE);
  const answers: string[] = [];
  for (let n = 0; n < 4; n += 1) answers.push((await life.lambda.invoke('large', '{}')).payload);
  expect(new Set(answers).size).toBe(4);
});
