import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsError } from '../../../service.ts';
import { BUSY, entry, type Harness, open, queue, rule } from '../harness.ts';

const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
const ARCHIVE = 'arn:aws:events:us-east-1:000000000000:archive/all';

let folder: string;
let it: Harness;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  it = await open(join(folder, 'store.db'));
});
afterEach(async () => {
  await it.close();
  rmSync(folder, { recursive: true });
});

async function reopen(): Promise<void> {
  await it.close();
  it = await open(join(folder, 'store.db'));
}

async function put(count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n += 10) {
    const Entries = Array.from({ length: Math.min(10, from + count - n) }, (_, i) => entry('A', { n: n + i }));
    await it.call('PutEvents', { Entries });
  }
}

function replay(name: string, destination: object = {}) {
  const now = it.clock.now() / 1000;
  return it.call('StartReplay', {
    ReplayName: name,
    EventSourceArn: ARCHIVE,
    EventStartTime: now - 3600,
    EventEndTime: now + 3600,
    Destination: { Arn: BUS, ...destination },
  });
}

const state = async (name: string) => (await it.call('DescribeReplay', { ReplayName: name })).State;
const numbers = (name: string) => it.taken(queue(name)).map(({ body }) => JSON.parse(body).detail.n);
const stateNow = (name: string) => {
  const row = it.grid.store.sql("SELECT doc FROM events_registry WHERE kind = 'replay' AND key = ?").get(name);
  return JSON.parse(row?.doc as string).state;
};

test('a replay sends the archived events in order, marked, and does not archive them again', async () => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  await put(120);
  await rule(it, 'A', { Arn: queue('a') });
  await replay('again');
  await it.until(() => stateNow('again') === 'COMPLETED');
  expect(numbers('a')).toEqual(Array.from({ length: 120 }, (_, n) => n));
  expect(new Set(it.taken(queue('a')).map(({ body }) => JSON.parse(body)['replay-name']))).toEqual(new Set(['again']));
  expect(await it.call('DescribeArchive', { ArchiveName: 'all' })).toMatchObject({ EventCount: 120, State: 'ENABLED' });
  const described = await it.call('DescribeReplay', { ReplayName: 'again' });
  expect(described.EventLastReplayedTime).toBe(Math.floor(it.clock.now() / 1000));
  expect(described.ReplayEndTime).toBe(it.clock.now() / 1000);
});

test('a replay reaches only the rules of its filter, and a rule can leave replays out', async () => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  await put(3);
  await rule(it, 'A', { Arn: queue('a') });
  const live = { 'detail-type': ['A'], 'replay-name': [{ exists: false }] };
  await rule(it, 'Live', { Arn: queue('live') }, { EventPattern: JSON.stringify(live) });
  await rule(it, 'Other', { Arn: queue('other') }, { EventPattern: JSON.stringify({ 'detail-type': ['A'] }) });
  const [a, l] = ['A', 'Live'].map((name) => `arn:aws:events:us-east-1:000000000000:rule/${name}`);
  await replay('some', { FilterArns: [a, l] });
  await it.until(() => stateNow('some') === 'COMPLETED');
  expect([numbers('a'), numbers('live'), numbers('other')]).toEqual([[0, 1, 2], [], []]);
});

test('an archive takes only what its pattern wants, and forgets it after its days', async () => {
  const EventPattern = JSON.stringify({ detail: { n: [{ numeric: ['<', 2] }] } });
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS, EventPattern, RetentionDays: 1 });
  await put(5);
  const count = async () => (await it.call('DescribeArchive', { ArchiveName: 'all' })).EventCount;
  expect(await count()).toBe(2);
  it.clock.advance(86_400_001);
  await it.grid.store.write(() => undefined);
  expect(await count()).toBe(0);
});

test('a replay goes on after a restart where it was, and nothing is sent twice', async () => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  await put(400);
  await rule(it, 'A', { Arn: queue('a') });
  await replay('again');
  await it.until(() => it.taken(queue('a')).length > 0);
  await reopen();
  await it.until(() => stateNow('again') === 'COMPLETED');
  expect(numbers('a')).toEqual(Array.from({ length: 400 }, (_, n) => n));
});

test('a replay can be cancelled', async () => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  await put(400);
  await replay('again');
  await it.call('CancelReplay', { ReplayName: 'again' });
  await it.until(() => stateNow('again') === 'CANCELLED');
  expect(await state('again')).toBe('CANCELLED');
  await expect(it.call('CancelReplay', { ReplayName: 'again' })).rejects.toMatchObject({
    code: 'IllegalStatusException',
  });
});

test('rules, archives, their events and what waits for a retry outlive the process', async () => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  await rule(it, 'A', { Arn: queue('a') });
  it.fail(queue('a'), BUSY);
  await put(1);
  await reopen();
  expect((await it.call('ListRules', {})).Rules).toMatchObject([{ Name: 'A', State: 'ENABLED' }]);
  expect((await it.call('ListArchives', {})).Archives).toMatchObject([{ ArchiveName: 'all', EventCount: 1 }]);
  expect(numbers('a')).toEqual([]);
  it.clock.advance(60_000);
  await it.until(() => numbers('a').length === 1);
  await put(1, 1);
  expect(numbers('a')).toEqual([0, 1]);
});

test.each<[string, object, Partial<AwsError>]>([
  ['an unknown bus', { Destination: { Arn: `${BUS}x` } }, { code: 'ResourceNotFoundException' }],
  ['an unknown archive', { EventSourceArn: `${ARCHIVE}x` }, { code: 'ValidationException' }],
  ['an unknown rule', { Destination: { Arn: BUS, FilterArns: ['arn:x'] } }, { code: 'ResourceNotFoundException' }],
  ['an end before its start', { EventEndTime: 1 }, { code: 'ValidationException' }],
])('a replay to %s is refused', async (_, wrong, error) => {
  await it.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: BUS });
  const right = { ReplayName: 'r', EventSourceArn: ARCHIVE, EventStartTime: 1, EventEndTime: 2 };
  const input = { ...right, Destination: { Arn: BUS }, ...wrong };
  await expect(it.call('StartReplay', input)).rejects.toMatchObject(error);
});
