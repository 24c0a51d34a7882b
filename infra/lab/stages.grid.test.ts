import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { addStacks } from '#infra/cdk/app.ts';
import { codeOf } from '#infra/cdk/code.ts';
import { LOCAL, Names, type Stage } from '#infra/cdk/names.ts';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { type Grid, startGrid } from '#infra/grid/grid.ts';
import { cacheOf, currentAssembly } from './assembly.ts';
import { BODEGAS, PRODUCTOS } from './data/catalogo.ts';
import { verify } from './invariants/verify.ts';
import { type Issuer, openIssuer } from './issuer.ts';
import { lostRows, rowsOf } from './testDeploy/rows.ts';
import { WAIT } from './testing/probe.ts';

// Two systems start on one grid; how long that takes is the machine's affair.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const PROD = new Names('prod');
/** What is asked for is the same in both stages, and by the same key. */
const KEY = 'la-misma-orden';

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-etapas-'));
let issuer: Issuer;
let grid: Grid;
let both: string;

/** Writes an assembly of some stages, for the embedded grid. */
async function synthesized(...stages: readonly Stage[]): Promise<string> {
  const outdir = path.join(folder, stages.join('-'));
  const app = new App({ outdir, context: JSON.parse(readFileSync('cdk.json', 'utf8')).context });
  const code = await codeOf(contextos);
  for (const stage of stages) addStacks(app, { grid: 'embedded', stage }, contextos, code);
  app.synth();
  return outdir;
}

beforeAll(async () => {
  both = await synthesized('dev', 'prod');
  issuer = await openIssuer();
  const assembly = await currentAssembly();
  grid = await startGrid({ assembly, cacheFolder: cacheOf(assembly), parameters: issuer.parameters });
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function apiOf({ system }: Names): Promise<ApiClient> {
  return apiClient(String(grid.apis[system]).replace(/\/$/, ''), await issuer.operator());
}

/** Gives a stage something to sell. */
async function stocked(names: Names): Promise<void> {
  const api = await apiOf(names);
  const [[bodega], [producto]] = [BODEGAS, PRODUCTOS] as [typeof BODEGAS, typeof PRODUCTOS];
  await api.post('/bodegas', bodega, 'bodega');
  await api.post('/productos', producto, 'producto');
  const entrada = { sku: producto?.sku, cantidad: 100, documento: 'DEMO' };
  await api.post(`/bodegas/${bodega?.bodegaId}/ingresos`, entrada, 'ingreso');
}

/** Sends an order to a stage, and gives its id once its goods are reserved and nothing of it is under way. */
async function ordered(names: Names, key: string): Promise<string> {
  const api = await apiOf(names);
  const lineas = [{ sku: PRODUCTOS[0]?.sku, cantidad: 2 }];
  const { id, repetida } = await api.post('/ordenes', { ...crearOrden.example, lineas }, key);
  expect(repetida).toBe(false);
  await vi.waitFor(async () => expect((await api.get(`/ordenes/${id}`)).estado).toBe('confirmada'), WAIT);
  expect(await wrongIn(names, id)).toStrictEqual([]);
  return id;
}

/** What the log of a stage, its views and its queues disagree about, once its queues are empty. */
async function wrongIn(names: Names, id: string): Promise<readonly string[]> {
  const request = { endpoint: grid.endpoint, names, traces: 'none', orders: 'underWay' } as const;
  return (await verify(request, [id])).violations;
}

test('a stage is deployed beside another, used and taken away, and neither notices the other', async () => {
  const prod = await synthesized('prod');
  const dev = await currentAssembly();
  await stocked(LOCAL);
  const id = await ordered(LOCAL, KEY);
  const ofDev = await rowsOf(grid.endpoint, dev);

  const brought = await grid.update(both);
  expect(brought.length).toBeGreaterThan(0);
  expect(brought.filter((one) => !one.startsWith(PROD.of('')))).toStrictEqual([]);
  await stocked(PROD);
  // Ids are made with the secret of their stage.
  expect(await ordered(PROD, KEY)).not.toBe(id);
  expect(lostRows(ofDev, await rowsOf(grid.endpoint, dev))).toStrictEqual([]);

  const ofProd = await rowsOf(grid.endpoint, prod);
  expect([...ofProd.values()].flat().length).toBeGreaterThan(10);
  await ordered(LOCAL, 'otra-orden');
  expect(lostRows(ofProd, await rowsOf(grid.endpoint, prod))).toStrictEqual([]);

  const removed = await grid.update(dev);
  expect(removed.length).toBeGreaterThan(0);
  expect(removed.filter((one) => !one.startsWith(PROD.of('')))).toStrictEqual([]);
  expect(grid.apis[PROD.system]).toBeUndefined();
  await ordered(LOCAL, 'una-orden-mas');
});
