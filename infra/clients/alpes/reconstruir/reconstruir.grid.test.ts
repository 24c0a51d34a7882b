import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';

const TableName = LOCAL.view('bodegas');
const OLD = 'vieja|BOG-NORTE';

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe?.stop());

/** Starts a rebuild in a group of processes of its own. */
function reconstruir() {
  const program = path.resolve('infra/clients/alpes/bin.mjs');
  const args = [program, 'reconstruir', '--endpoint', probe.system.endpoint];
  return spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
}

async function mark(): Promise<Record<string, any> | undefined> {
  const Key = { key: { S: '#' } };
  return (await probe.dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

const isThere = async (key: string) => (await probe.rows(TableName)).some((row) => row.key?.S === key);

test('the old generation stays until nobody answers from it, and goes after a rebuild that was killed meanwhile', async () => {
  const coordenadas = { lat: 4.76, lon: -74.04 };
  const bodega = { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas };
  expect(await probe.ask('POST /bodegas', { body: bodega })).toMatchObject({ status: 200 });
  await vi.waitFor(async () => expect(await probe.rows(TableName)).toHaveLength(2), WAIT);
  const own = (await mark())?.activa.S;
  const put = (Item: Record<string, any>) => probe.dynamodb.send(new PutItemCommand({ TableName, Item }));
  await put({ key: { S: OLD }, version: { N: '1' } });
  await put({ key: { S: '#' }, activa: { S: 'vieja' }, listas: { SS: ['vieja'] } });

  const killed = reconstruir();
  await vi.waitFor(async () => expect((await mark())?.activa.S).toBe(own), WAIT);
  expect(await isThere(OLD)).toBe(true);
  process.kill(-(killed.pid as number), 'SIGKILL');
  await once(killed, 'exit');
  expect(await isThere(OLD)).toBe(true);

  const [code] = await once(reconstruir(), 'exit');
  expect(code).toBe(0);
  expect(await isThere(OLD)).toBe(false);
  expect(await mark()).toMatchObject({ activa: { S: own }, listas: { SS: [own] }, completa: { S: own } });
});
