import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { toItem } from '#shared/runtime/eventLog/commit.ts';
import { openBus, runOf, type TestBus } from '#shared/testing/bus.ts';
import { handler } from './relay.handler.ts';

const RUN = runOf('alpes-relay');

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
});
afterAll(() => bus?.stop());

/** The stream's record of a commit of one event; `change` spoils its item. */
function commit(at: number, change: (item: Record<string, any>) => object = (item) => item): DynamoDBRecord {
  const item = toItem({
    stream: `prueba#${at}`,
    version: 1,
    occurredAt: '2030-01-15T12:00:00.000Z',
    commandId: 'c',
    digest: '',
    metadata: { correlationId: 'c', causationId: 'c', actor: 'yo' },
    events: [{ id: `id-${at}`, type: `E${at}`, schemaVersion: 1, context: 'prueba', data: {} }],
  });
  const { stream, version } = item;
  const image = { Keys: { stream, version }, NewImage: change(item), SequenceNumber: String(at).padStart(21, '0') };
  return { eventName: 'INSERT', dynamodb: image } as unknown as DynamoDBRecord;
}

const relay = (Records: DynamoDBRecord[]) => handler({ Records }, RUN);
const types = (events: readonly Recorded[]) => events.map(({ type }) => type).sort();
const without = ({ events: _, ...item }: Record<string, any>) => item;

test.each([
  ['without events', without],
  ['with events that are no JSON', (item: object) => ({ ...item, events: { S: '[María' } })],
  ['with an empty list of events', (item: object) => ({ ...item, events: { S: '[]' } })],
  ['with an event of no type', (item: object) => ({ ...item, events: { S: '[{"id":"1","context":"x"}]' } })],
  ['without metadata', ({ metadata: _, ...item }: Record<string, any>) => item],
  ['of nothing', () => ({})],
])('an item %s harms nothing: it is dead at once, by its stream and version', async (_, spoil) => {
  const batch = [commit(1), commit(2, spoil), ...[3, 4, 5, 6, 7, 8, 9, 10].map((at) => commit(at))];
  const reason = { error: 'Unreadable', reason: 'The item of the event log is no commit.' };
  expect(await relay(batch)).toStrictEqual({ batchItemFailures: [], dead: [reason] });
  expect(await bus.arrived()).toHaveLength(9);
  expect(await bus.letters()).toStrictEqual([
    {
      body: { stream: 'prueba#2', version: 1 },
      attributes: { ...reason, function: 'alpes-relay', attempts: '1', failedAt: expect.stringMatching(/^20.*Z$/) },
    },
  ]);
});

test('what was restored from a copy of the log is passed over, and nothing dies of it', async () => {
  const restored = commit(2, (item) => ({ ...item, restored: { S: '2030-01-16T00:00:00.000Z' } }));
  expect(await relay([commit(1), restored, commit(3)])).toStrictEqual({ batchItemFailures: [], dead: [] });
  expect(types(await bus.arrived())).toStrictEqual(['E1', 'E3']);
  expect(await bus.letters()).toStrictEqual([]);
});

test('what the bus will never take is dead at once, with the reason', async () => {
  const early = commit(2, (item) => ({ ...item, occurredAt: { S: 'ayer' } }));
  expect((await relay([commit(1), early, commit(3)])).batchItemFailures).toStrictEqual([]);
  expect(types(await bus.arrived())).toStrictEqual(['E1', 'E3']);
  const [{ body, attributes } = { body: {}, attributes: {} }] = await bus.letters();
  expect([body, attributes.reason]).toStrictEqual([
    { stream: 'prueba#2', version: 1 },
    'The event does not say when it occurred.',
  ]);
});

test('where the bus is out of order, the stream gives all again from the first commit that it holds up', async () => {
  bus.throttle.refuse('"E2"', Number.POSITIVE_INFINITY);
  const batch = [commit(1), commit(2), commit(3, without), commit(4)];
  expect(await relay(batch)).toStrictEqual({
    batchItemFailures: [{ itemIdentifier: '000000000000000000002' }],
    dead: [],
  });
  bus.throttle.refuse('"E2"', 0);
  expect(types(await bus.arrived())).toStrictEqual(['E1', 'E4']);
  expect(await bus.letters()).toStrictEqual([]);
});

test('a dead letter that cannot be sent does not get lost: the stream gives the commit again', async () => {
  vi.stubEnv('DEAD_LETTERS_URL', `${process.env.DEAD_LETTERS_URL}-none`);
  const { batchItemFailures, dead } = await relay([commit(1), commit(2, without), commit(3)]);
  vi.stubEnv('DEAD_LETTERS_URL', (process.env.DEAD_LETTERS_URL as string).replace(/-none$/, ''));
  expect([batchItemFailures, dead]).toStrictEqual([[{ itemIdentifier: '000000000000000000002' }], []]);
  expect(types(await bus.arrived())).toStrictEqual(['E1', 'E3']);
});

test('how a saga stands stays in the log', async () => {
  const advanced = commit(1, (item) => ({ ...item, events: { S: item.events.S.replace('"E1"', '"SagaAvanzada"') } }));
  expect(await relay([advanced, commit(2)])).toStrictEqual({ batchItemFailures: [], dead: [] });
  expect(types(await bus.arrived())).toStrictEqual(['E2']);
});

test('changes of the log that are no commits are passed over', async () => {
  const changed = { ...commit(1), eventName: 'MODIFY' as const };
  expect(await relay([changed])).toStrictEqual({ batchItemFailures: [], dead: [] });
  expect(await bus.arrived()).toStrictEqual([]);
});
