import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { toItem } from '#shared/runtime/eventLog/commit.ts';
import { keyToWrite } from '#shared/runtime/personalData/keys.ts';
import { rowToItem } from '#shared/runtime/views/row.ts';
import { openBus, recorded, runOf, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { handler as borrar } from './borrarClave.handler.ts';
import { handler as cerrar } from './cerrarClave.handler.ts';
import { clientes } from './projections/clientes.ts';

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('KEYS_TABLE', 'claves');
  const vista = (table: string) => ({ table, generation: 'uno' });
  vi.stubEnv('DIRECTORIES', JSON.stringify({ clientes: vista('clientes'), ordenesAbiertas: vista('abiertas') }));
  await bus.makeTable({ name: 'claves', keys: { subject: 'S' } });
  await bus.makeTable({ name: 'clientes', keys: { key: 'S' }, indexes: { porEstado: ['estado'] } });
  await bus.makeTable({ name: 'abiertas', keys: { key: 'S' }, indexes: { porGrupo: ['group', 'key'] } });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => bus?.stop());

/** A customer with a key who has asked to be forgotten, as log and view say. */
async function pide(clienteId: string): Promise<void> {
  await keyToWrite(clienteId);
  const events = [{ id: clienteId, type: 'OlvidoPedido', schemaVersion: 1, context: 'clientes', data: { clienteId } }];
  const metadata = { correlationId: 'hilo', causationId: 'hilo', actor: 'ana' };
  const commit = { stream: `cliente#${clienteId}`, version: 1, occurredAt: new Date().toISOString(), commandId: 'p' };
  await bus.put('log', toItem({ ...commit, metadata, events }));
  const state = { clienteId, estado: 'olvidando', nombre: null, correo: null, telefono: null };
  await bus.put('clientes', rowToItem(clientes, { key: clienteId, version: 1, state }, 'uno|'));
}

const abiertas = (clienteId: string, ordenes: number) =>
  bus.put('abiertas', {
    key: { S: `uno|${clienteId}` },
    group: { S: `uno|${clienteId}` },
    ordenes: { N: `${ordenes}` },
  });

/** Brings requests to whoever closes keys, and gives the messages that go back into the queue. */
async function cierra(...datos: readonly object[]): Promise<string[]> {
  return goneBack(
    cerrar,
    datos.map((data, n) => messageOf(recorded(OlvidoPedido.type, { id: `m${n}`, context: 'clientes' }, data))),
  );
}

const borra = async () => (await borrar({}, runOf('alpes-borrarClave'))).olvidados;
const masTarde = (segundos: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + segundos * 1_000 });

async function claveDe(clienteId: string): Promise<unknown> {
  const Key = { subject: { S: clienteId } };
  return (await bus.dynamodb.send(new GetItemCommand({ TableName: 'claves', Key }))).Item?.key;
}

/** The facts of a customer after its request. */
async function despues(clienteId: string): Promise<string[]> {
  const { Items = [] } = await bus.dynamodb.send(
    new QueryCommand({
      TableName: 'log',
      KeyConditionExpression: '#s = :s AND version > :v',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: `cliente#${clienteId}` }, ':v': { N: '1' } },
    }),
  );
  return Items.map(({ events }) => JSON.parse(events?.S ?? '[]')[0].type);
}

test('la clave se cierra enseguida, y lo que no dice de quién es vuelve solo a la cola', async () => {
  await pide('tienda-a');
  expect(await cierra({}, { clienteId: 'tienda-a' })).toStrictEqual(['m0']);
  await expect(keyToWrite('tienda-a', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
  expect(await claveDe('tienda-a')).toBeDefined();
});

test('se borra dos minutos después, se dice, y repetirlo no dice nada más', async () => {
  await pide('tienda-b');
  await cierra({ clienteId: 'tienda-b' });
  masTarde(119);
  expect(await borra()).not.toContain('tienda-b');
  expect(await claveDe('tienda-b')).toBeDefined();
  masTarde(2);
  expect(await borra()).toContain('tienda-b');
  expect([await claveDe('tienda-b'), await despues('tienda-b')]).toStrictEqual([undefined, ['ClienteOlvidado']]);
  await borra();
  expect(await despues('tienda-b')).toStrictEqual(['ClienteOlvidado']);
});

test('no se borra mientras una orden está abierta, ni si nadie la cerró', async () => {
  await pide('tienda-c');
  await abiertas('tienda-c', 1);
  await cierra({ clienteId: 'tienda-c' });
  await pide('tienda-d');
  masTarde(3_600);
  const olvidados = await borra();
  for (const clienteId of ['tienda-c', 'tienda-d']) {
    expect(olvidados).not.toContain(clienteId);
    expect(await claveDe(clienteId)).toBeDefined();
  }
  await abiertas('tienda-c', 0);
  expect(await borra()).toContain('tienda-c');
});

test('si no se puede decir, la clave ya no está, y a la siguiente se dice; nadie espera por eso', async () => {
  await pide('tienda-e');
  await cierra({ clienteId: 'tienda-e' });
  masTarde(200);
  vi.stubEnv('EVENT_LOG_TABLE', 'no-hay');
  await expect(borra()).rejects.toThrow('could not be forgotten');
  expect(await claveDe('tienda-e')).toBeUndefined();
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  expect(await borra()).toContain('tienda-e');
  expect(await despues('tienda-e')).toStrictEqual(['ClienteOlvidado']);
});

test('a run that has no time left begins nobody, and the next one does', async () => {
  await pide('muchos');
  await cierra({ clienteId: 'muchos' });
  masTarde(121);
  expect(
    await borrar(
      {},
      runOf('alpes-borrarClave', () => 4_999),
    ),
  ).toStrictEqual({ olvidados: [] });
  expect(await claveDe('muchos')).toBeDefined();
  expect(await borra()).toContain('muchos');
});
