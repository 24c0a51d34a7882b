import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { decryptChange } from '#shared/runtime/personalData/events.ts';
import { openBus, type TestBus } from '#shared/testing/bus.ts';
import type { Said } from './engine.ts';
import { publishAll } from './sink.ts';

let bus: TestBus;
let buried: unknown[];
let told: string[];

beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('KEYS_TABLE', 'claves');
  await bus.makeTable({ name: 'claves', keys: { subject: 'S' } });
});
beforeEach(async () => {
  await bus.arrived();
  [buried, told] = [[], []];
});
afterAll(() => bus?.stop());

const publish = (said: readonly Said[], signal = new AbortController().signal) =>
  publishAll(said, {
    bury: async ({ key }) => void buried.push(key),
    onLog: (line) => told.push(line),
    signal,
  });
const arrived = async () =>
  (await bus.arrived()) as unknown as { readonly type: string; readonly key: { id: number } }[];

/** As Debezium 3.5 writes it with the settings of `engine.ts`. */
const said = (id: number, more: object = {}): Said => ({
  topic: 'legado.E1.legado.usuarios',
  key: { id },
  value: {
    before: null,
    after: {
      ...{ id, nombre: 'Ana', apellido: 'Muñoz', correo: 'ana@example.com', telefono: null, direccion: null },
      ...{ creado: '2019-03-04T05:06:07Z', actualizado: '2026-11-27T01:28:13.131Z', activo: true },
      ...more,
    },
    source: {
      ...{ version: '3.5.0.Final', connector: 'mariadb', name: 'legado.E1', ts_ms: 1_795_742_895_000 },
      ...{ snapshot: 'false', db: 'legado', sequence: null, ts_us: 1_795_742_895_000_000, table: 'usuarios' },
      ...{ server_id: 5900, gtid: '0-5900-8', file: 'binlog.000001' },
      ...{ pos: 2_619 + id, row: 0, thread: null, query: "INSERT INTO usuarios VALUES ('Ana')" },
    },
    transaction: null,
    op: 'c',
    ...{ ts_ms: 1_795_742_895_769, ts_us: 1_795_742_895_769_576 },
  },
});

test('what Debezium says is on the bus as the contract has it, and personal data is encrypted', async () => {
  await publish([said(1), { ...said(1), value: null }]);
  const [change, tombstone] = await arrived();
  expect(JSON.stringify([change, tombstone])).not.toContain('Ana');
  const { type, ...detail } = change as { type: string };
  expect(type).toBe('UsuarioCambiado');
  const { value } = await decryptChange(UsuarioCambiado, detail);
  expect(value.after).toStrictEqual(said(1).value.after);
  expect(value.source).not.toHaveProperty('query');
  expect(tombstone).toStrictEqual({ type: 'UsuarioCambiado', key: { id: 1 }, value: null });
});

test('a row that is not as it is declared is buried by itself', async () => {
  await publish([said(2), said(-3), said(4, { activo: 'quizás' }), said(5)]);
  expect(buried).toStrictEqual([{ id: -3 }, { id: 4 }]);
  expect((await arrived()).map(({ key }) => key.id)).toStrictEqual([2, 5]);
});

test('a zero date, which Debezium tells as 1970, is no moment; the row is told once it is mended', async () => {
  const zero = said(10, { creado: '1970-01-01T00:00:00Z' });
  const mended = { ...said(10).value, op: 'u', before: zero.value.after };
  await publish([zero]);
  expect([buried, await arrived()]).toStrictEqual([[{ id: 10 }], []]);
  await publish([{ ...said(10), value: mended }]);
  const [change] = await arrived();
  expect(change).toMatchObject({ key: { id: 10 }, value: { op: 'u', before: null } });
  expect(buried).toHaveLength(1);
});

test('it waits for a bus that does not take anything now, and puts nothing twice', async () => {
  const text = '\\"id\\":7';
  bus.throttle.refuse(text, 30);
  await publish([said(6), said(7), said(8)]);
  expect(told).not.toHaveLength(0);
  expect((await arrived()).map(({ key }) => key.id).toSorted()).toStrictEqual([6, 7, 8]);
});

test('told to stop, it says that not all is published', async () => {
  const stopping = new AbortController();
  bus.throttle.refuse('\\"id\\":9', Number.POSITIVE_INFINITY);
  const publishing = publish([said(9)], stopping.signal);
  await vi.waitFor(() => expect(told).not.toHaveLength(0), 30_000);
  stopping.abort();
  await expect(publishing).rejects.toThrow('aborted');
  expect(buried).toStrictEqual([]);
});
