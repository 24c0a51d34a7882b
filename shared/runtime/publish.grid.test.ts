import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { openBus, recorded, type TestBus } from '#shared/testing/bus.ts';
import { publish } from './publish.ts';

const MiB = 2 ** 20;

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
});
afterAll(() => bus?.stop());
beforeEach(async () => {
  bus.throttle.calls.length = 0;
  await bus.arrived();
});

const types = (events: readonly Recorded[]) => events.map(({ type }) => type).sort();
const many = (count: number) => Array.from({ length: count }, (_, at) => recorded(`E${String(at).padStart(2, '0')}`));
const withBytes = (type: string, bytes: number) => recorded(type, {}, { text: 'x'.repeat(bytes) });

/** Publishes, and tells what was not taken: type, reason and whether for good. */
async function published(events: readonly Recorded[]) {
  const notTaken = await publish(events);
  return notTaken.map(({ event, error, forGood }) => [event.type, (error as Error).message, forGood]);
}

test('ten events go in a call, each as it was recorded', async () => {
  const events = many(23);
  expect(await published(events)).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([10, 10, 3]);
  const arrived = (await bus.arrived()).toSorted((a, b) => a.type.localeCompare(b.type));
  expect(arrived).toStrictEqual(events);
});

test('no call holds more bytes than EventBridge takes', async () => {
  const third = Math.floor(0.4 * MiB);
  expect(await published(['A', 'B', 'C'].map((type) => withBytes(type, third)))).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([2, 1]);
  expect(types(await bus.arrived())).toStrictEqual(['A', 'B', 'C']);
});

test('one that is throttled is sent again alone, and nothing waits for it', async () => {
  bus.throttle.refuse('"E01"', 3);
  expect(await published(many(12))).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([10, 1, 1, 1, 2]);
  expect(types(await bus.arrived())).toStrictEqual(types(many(12)));
});

test('one that is throttled through all attempts is told, and is not for good', async () => {
  bus.throttle.refuse('"E01"', Number.POSITIVE_INFINITY);
  expect(await published(many(12))).toStrictEqual([['E01', 'ThrottlingException: Rate exceeded.', false]]);
  bus.throttle.refuse('"E01"', 0);
  expect(bus.throttle.calls).toHaveLength(1 + 11 + 1);
  expect(await bus.arrived()).toHaveLength(11);
});

test('what the bus refuses is told once, and all else is taken', async () => {
  const refused = recorded('');
  expect(await published([recorded('A'), refused, recorded('B')])).toStrictEqual([
    ['', 'InvalidArgument: Parameter DetailType is not valid. Reason: DetailType is a required argument.', true],
  ]);
  expect(bus.throttle.calls).toStrictEqual([3]);
  expect(types(await bus.arrived())).toStrictEqual(['A', 'B']);
});

test('one that is too large for any call is told, and all else is taken', async () => {
  const [[type, , forGood] = [], ...others] = await published([recorded('A'), withBytes('Big', MiB), recorded('B')]);
  expect([type, forGood, others]).toStrictEqual(['Big', true, []]);
  expect(types(await bus.arrived())).toStrictEqual(['A', 'B']);
});

test('one that was never recorded as it should is told, and all else is taken', async () => {
  const bad = recorded('Bad', { occurredAt: 'ayer' });
  expect(await published([recorded('A'), bad, recorded('B')])).toStrictEqual([
    ['Bad', 'The event does not say when it occurred.', true],
  ]);
  expect(types(await bus.arrived())).toStrictEqual(['A', 'B']);
});

test('a bus that is not there, or may not be used, is not the fault of events', async () => {
  vi.stubEnv('BUS_NAME', 'other');
  const notTaken = await published([recorded('A')]);
  vi.stubEnv('BUS_NAME', 'default');
  expect(notTaken).toStrictEqual([['A', 'ResourceNotFoundException: Event bus other does not exist.', false]]);
});
