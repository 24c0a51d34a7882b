import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { SOURCES } from '../assembly.ts';
import { GridProcess, type Outputs } from '../gridProcess.ts';

const PATIENCE = { timeout: 120_000, interval: 100 };
// A change of the template is built, deployed and filled before it is seen.
vi.setConfig({ testTimeout: 2 * PATIENCE.timeout });
const CLIENTE = 'tienda-42';
const REVOCAR = 'functions/ordenes/commands/revocarSeguimiento.ts';
const LISTAR = 'functions/bodegas/queries/listarBodegas.ts';
const PRODUCTOS = 'functions/bodegas/queries/listarProductos.ts';
const VISTA = 'functions/clientes/projections/clientes.ts';

let project: string;
let grid: GridProcess;
let outputs: Outputs;

/** A copy of the project, whose sources a test may change; it has its packages, and what was made before, in common. */
beforeAll(async () => {
  // What it deploys in between has roles that are not the house's: nobody notes what they use.
  vi.stubEnv('ALPES_GRANTS', undefined);
  project = mkdtempSync(path.join(tmpdir(), 'alpes-project-'));
  for (const part of [...SOURCES, 'infra', 'package.json', 'tsconfig.json']) {
    cpSync(part, path.join(project, part), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'));
  grid = new GridProcess({ project, args: ['--watch'] });
  outputs = await grid.start();
});

afterAll(async () => {
  await grid?.stop();
  rmSync(project, { recursive: true, force: true });
});

function save(file: string, change: (text: string) => string): void {
  const place = path.join(project, file);
  const before = readFileSync(place, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(place, after);
}

async function ask(route: string, body?: object): Promise<{ status: number; body: any }> {
  const [method, place] = route.split(' ');
  const answer = await fetch(`${outputs.apiUrl}${place}`, {
    method: method as string,
    headers: { Authorization: `Bearer ${outputs.token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const eventually = (route: string, expected: object) =>
  vi.waitFor(async () => expect(await ask(route)).toMatchObject(expected), PATIENCE);
const says = (text: string | RegExp) => vi.waitFor(() => expect(grid.said).toMatch(text), PATIENCE);

test('a saved rule decides from then on, and what was decided before is there', async () => {
  await ask('POST /clientes', {
    clienteId: CLIENTE,
    nombre: 'Tienda',
    correo: 'a@example.com',
    telefono: '+573001234567',
  });
  await eventually(`GET /clientes/${CLIENTE}`, { status: 200 });
  save(REVOCAR, (text) => text.replace("reject('ORDEN_NO_EXISTE')", "reject('ORDEN_NO_EXISTE', 'Otra regla')"));
  await says(/revocarSeguimiento\.ts: revocarSeguimiento replaced \(\d+ ms\)/);
  const { body } = await ask('POST /ordenes/0f8fad5b-d9cb-469f-a165-70867728950e/seguimiento/revocacion', {});
  expect(body.detail).toBe('Otra regla');
  expect((await ask(`GET /clientes/${CLIENTE}`)).status).toBe(200);
});

test('what does not compile is told with its place, and the old code goes on; mended, it comes', async () => {
  save(REVOCAR, (text) => `${text}export const = 1;\n`);
  await says(/revocarSeguimiento\.ts: .*revocarSeguimiento\.ts:\d+\s.*export const = 1;/s);
  expect((await ask(`GET /clientes/${CLIENTE}`)).status).toBe(200);
  save(REVOCAR, (text) => text.replace('export const = 1;\n', '').replace(", 'Otra regla'", ''));
  await vi.waitFor(() => expect(grid.said.match(/revocarSeguimiento replaced/g)).toHaveLength(2), PATIENCE);
});

test('code is replaced before its declaration is read; what that lacks is told', async () => {
  save(REVOCAR, (text) => text.replace('rejects: [', "rejects: ['SIN_SENTIDO', "));
  await vi.waitFor(() => expect(grid.said.match(/revocarSeguimiento replaced/g)).toHaveLength(3), PATIENCE);
  await says(/revocarSeguimiento\.ts: .*The code SIN_SENTIDO has no meaning/);
  save(REVOCAR, (text) => text.replace("'SIN_SENTIDO', ", ''));
  await vi.waitFor(() => expect(grid.said.match(/revocarSeguimiento replaced/g)).toHaveLength(4), PATIENCE);
});

test('a changed route comes with the template', async () => {
  save(LISTAR, (text) => text.replace("'GET /bodegas'", "'GET /almacenes'"));
  await eventually('GET /almacenes', { status: 200, body: { elementos: [] } });
  expect((await ask('GET /bodegas')).status).not.toBe(200);
  await says(/listarBodegas\.ts: \d+ resources updated/);
});

test('what changes nothing that runs is told so', async () => {
  save('events/published.json', (text) => `${text}\n`);
  await says(/published\.json: changes nothing that runs/);
});

test('a right that comes with a source is in a new token, and not in the old one', async () => {
  save(PRODUCTOS, (text) => text.replace("'bodegas:leer'", "'productos:leer'"));
  await eventually('GET /productos', { status: 403 });
  await says(/The rights have changed: .*: \S+\n/);
  outputs = { ...outputs, token: /The rights have changed: .*: (\S+)\n/.exec(grid.said)?.[1] as string };
  expect((await ask('GET /productos')).status).toBe(200);
});

test('a view that is folded differently is filled anew', async () => {
  save(VISTA, (text) => text.replace('...datos,', "...datos, nombre: 'X',"));
  await eventually(`GET /clientes/${CLIENTE}`, { status: 200, body: { nombre: 'X' } });
});

test('a view that is new is filled with what was there before it', async () => {
  writeFileSync(
    path.join(project, 'functions/clientes/projections/altas.ts'),
    `import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { projection } from '#shared/model/projection.ts';

export const altas = projection<{ readonly clienteId: string }>('altas', { of: 'cliente', key: 'clienteId' }).on(
  ClienteRegistrado,
  (_, { clienteId }) => ({ clienteId }),
);
`,
  );
  save('functions/clientes/contexto.ts', (text) =>
    `import { altas } from './projections/altas.ts';\n${text}`.replace('projections: {', 'projections: { altas,'),
  );
  const dynamodb = new DynamoDBClient({
    endpoint: outputs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  // No customer comes after it was made: what it has is from the log.
  await vi.waitFor(async () => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: LOCAL.view('altas') }));
    expect(Items.map(({ key }) => key?.S?.split('|')[1])).toContain(CLIENTE);
  }, PATIENCE);
  dynamodb.destroy();
});
