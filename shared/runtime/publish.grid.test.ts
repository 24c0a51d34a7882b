import { EventBridgeClient, type PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { openBus, recorded, type TestBus } from '#shared/testing/bus.ts';
import { publish } from './publish.ts';
import { logger } from './telemetry.ts';
import { xrayHeader } from './tracing/context.ts';

const MiB = 2 ** 20;

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
});
afterAll(() => bus?.stop());
afterEach(() => vi.restoreAllMocks());
beforeEach(async () => {
  bus.throttle.calls.length = 0;
  await bus.arrived();
});

const types = (events: readonly Recorded[]) => events.map(({ type }) => type).sort();
const many = (count: number) => Array.from({ length: count }, (_, at) => recorded(`E${String(at).padStart(2, '0')}`));
const withBytes = (type: string, bytes: number) => recorded(type, {}, { text: 'x'.repeat(bytes) });

/** An event that takes exactly so many bytes of a call: 14, its source `alpes.prueba`, its type and its detail. */
function ofSize(type: string, bytes: number): Recorded {
  const { metadata } = recorded(type);
  const around = 14 + 'alpes.prueba'.length + type.length + JSON.stringify({ metadata, data: { text: '' } }).length;
  return { type, metadata, data: { text: 'x'.repeat(bytes - around) } };
}

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

test.each([
  [MiB, [2]],
  [MiB + 1, [1, 1]],
])('two events of %d bytes together are in %j calls', async (bytes, calls) => {
  const half = MiB / 2;
  expect(await published([ofSize('A', half), ofSize('B', bytes - half)])).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual(calls);
});

test('nothing to publish is no call', async () => {
  expect(await published([])).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([]);
});

test('a call that is refused whole is taken apart, and only what is malformed is told', async () => {
  bus.throttle.refuseWhole('"E01"');
  const notTaken = await published(many(3));
  bus.throttle.refuseWhole('');
  expect(notTaken).toStrictEqual([['E01', 'An entry is malformed.', true]]);
  expect(bus.throttle.calls.toSorted()).toStrictEqual([1, 1, 1, 3]);
  expect(types(await bus.arrived())).toStrictEqual(['E00', 'E02']);
});

test('an event carries its trace to the bus, as X-Ray writes it', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const spy = vi.spyOn(EventBridgeClient.prototype, 'send');
  await published([recorded('A', { traceparent }), recorded('B')]);
  const [[command] = []] = spy.mock.calls;
  spy.mockRestore();
  const { Entries = [] } = (command as PutEventsCommand).input;
  expect(Entries.map(({ TraceHeader }) => TraceHeader)).toStrictEqual([xrayHeader(traceparent), undefined]);
  expect(Entries.map((entry) => 'TraceHeader' in entry)).toStrictEqual([true, false]);
});

test('one that is throttled is sent again alone, and nothing waits for it', async () => {
  bus.throttle.refuse('"E01"', 3);
  expect(await published(many(12))).toStrictEqual([]);
  expect(bus.throttle.calls).toStrictEqual([10, 1, 1, 1, 2]);
  expect(types(await bus.arrived())).toStrictEqual(types(many(12)));
});

test('one that is throttled through all attempts is told, and is not for good', async () => {
  const warn = vi.spyOn(logger, 'warn');
  bus.throttle.refuse('"E01"', Number.POSITIVE_INFINITY);
  expect(await published(many(12))).toStrictEqual([['E01', 'ThrottlingException: Rate exceeded.', false]]);
  bus.throttle.refuse('"E01"', 0);
  expect(bus.throttle.calls).toHaveLength(1 + 11 + 1);
  expect(await bus.arrived()).toHaveLength(11);
  expect(warn.mock.calls.map(([line]) => line)).toStrictEqual(['1 events were not taken']);
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

test('a bus that may not be used is not the fault of events', async () => {
  bus.throttle.refuse('"A"', Number.POSITIVE_INFINITY, {
    ErrorCode: 'AccessDeniedException',
    ErrorMessage: 'Not for this role.',
  });
  const notTaken = await published([recorded('A')]);
  bus.throttle.refuse('"A"', 0);
  expect(notTaken).toStrictEqual([['A', 'AccessDeniedException: Not for this role.', false]]);
});
