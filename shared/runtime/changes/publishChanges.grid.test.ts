import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type Change, change } from '#shared/model/change.ts';
import { personal } from '#shared/model/personal.ts';
import { openBus, type TestBus } from '#shared/testing/bus.ts';
import { decryptChange } from '../personalData/events.ts';
import { closeKey, forgetKey } from '../personalData/keys.ts';
import { publishChanges } from './publishChanges.ts';

const RowChanged = change('RowChanged', {
  context: 'prueba',
  key: z.object({ id: z.int() }),
  row: z.object({ id: z.int(), name: personal(z.string()) }),
  subject: ({ id }) => `row-${id}`,
  example: { key: { id: 1 }, value: null },
});

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('KEYS_TABLE', 'claves');
  await bus.makeTable({ name: 'claves', keys: { subject: 'S' } });
});
beforeEach(() => bus.arrived());
afterAll(() => bus?.stop());

const source = (sequence: number) => ({
  ...{ version: '1', connector: 'dynamodb', name: 'd.E1', ts_ms: 1_000, snapshot: 'false', db: 'd', table: 't' },
  sequence: `["${sequence}"]`,
});
const updated = (id: number, name: string, sequence = 1) => ({
  key: { id },
  value: {
    ...{ op: 'u', ts_ms: 2_000, transaction: null, source: source(sequence) },
    before: { id, name: `${name} antes` },
    after: { id, name },
  },
});
const arrived = async () => (await bus.arrived()) as unknown as (Change & { readonly type: string })[];

test('what is personal is encrypted before and after, and read by whoever has the key', async () => {
  expect(await publishChanges(RowChanged, [updated(1, 'Ana')])).toStrictEqual([]);
  const [one] = await arrived();
  expect(JSON.stringify(one)).not.toContain('Ana');
  const { type, ...detail } = one as { type: string };
  expect(type).toBe('RowChanged');
  expect(await decryptChange(RowChanged, detail)).toStrictEqual(updated(1, 'Ana'));
});

test('one that is not as it is declared is not taken, for good, and its reason quotes nothing; the others are', async () => {
  const poison = { ...updated(3, 'Berta'), key: { id: 33 } };
  const notTaken = await publishChanges(RowChanged, [updated(2, 'Carla'), poison, updated(4, 'Dora')]);
  expect(notTaken.map(({ event, forGood }) => [event, forGood])).toStrictEqual([[poison, true]]);
  expect(String(notTaken[0]?.error)).not.toContain('Berta');
  expect((await arrived()).map(({ key }) => key.id)).toStrictEqual([2, 4]);
});

test('the changes of a key are on the bus in their order, its tombstone last', async () => {
  const changes = Array.from({ length: 12 }, (_, at) => updated(5 + (at % 2), `n${at}`, at));
  await publishChanges(RowChanged, [...changes, { key: { id: 5 }, value: null }]);
  const told = (await arrived()).filter(({ key }) => key.id === 5);
  const places = told.map(({ value }) => (value?.source as { sequence?: string } | undefined)?.sequence);
  expect(places).toStrictEqual([...[0, 2, 4, 6, 8, 10].map((at) => `["${at}"]`), undefined]);
});

test('nothing of what follows overtakes what the bus did not take', async () => {
  const text = '\\"id\\":104';
  bus.throttle.refuse(text, Number.POSITIVE_INFINITY);
  const notTaken = await publishChanges(
    RowChanged,
    Array.from({ length: 12 }, (_, at) => updated(100 + at, 'x')),
  );
  bus.throttle.refuse(text, 0);
  expect(notTaken.map(({ event, forGood }) => [event.key.id, forGood])).toStrictEqual(
    [104, 110, 111].map((id) => [id, false]),
  );
  expect((await arrived()).map(({ key }) => key.id)).toStrictEqual([100, 101, 102, 103, 105, 106, 107, 108, 109]);
});

test('what is still told of somebody who was forgotten can be read by nobody', async () => {
  await publishChanges(RowChanged, [updated(7, 'Elsa')]);
  await closeKey('row-7');
  await forgetKey('row-7', new Date(Date.now() + 1_000));
  await publishChanges(RowChanged, [updated(7, 'Elsa otra vez')]);
  for (const { type: _, ...detail } of await arrived()) {
    const { value } = await decryptChange(RowChanged, detail);
    expect([value.before.name, value.after.name]).toStrictEqual([null, null]);
  }
});
