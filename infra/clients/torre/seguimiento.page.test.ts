import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WAIT } from '#infra/lab/testing/probe.ts';
import { expectUsable } from './testing/accesible.ts';
import { newPage, startBrowser, type Watched } from './testing/browser.ts';
import { CLIENTE, CONDUCTOR, empezarReparto, PLACA, type Reparto, TELEFONO } from './testing/reparto.ts';

const DIA_MS = 86_400_000;

let reparto: Reparto;
let browser: Browser;
let quien: Watched;
let primera: string;
let segunda: string;
let tercera: string;
let cuarta: string;

beforeAll(async () => {
  [reparto, browser] = await Promise.all([empezarReparto(), startBrowser()]);
  await reparto.encargar(4);
  quien = await nueva();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await reparto?.sonda.stop();
});

async function nueva(): Promise<Watched> {
  const watched = await newPage(browser, TELEFONO);
  watched.page.setDefaultTimeout(WAIT.timeout);
  return watched;
}

const enlace = async (ordenId: string) => (await reparto.sonda.ask(`GET /ordenes/${ordenId}/seguimiento`)).body;
const titulo = (text: RegExp) => quien.page.getByRole('heading', { level: 1, name: text }).waitFor();
const van = (path: string, body?: object) => reparto.sonda.done(`/vehiculos/${PLACA}${path}`, body);

test('whoever has the link of an order sees its life, and nobody keeps the address', async () => {
  const { body } = await reparto.sonda.ask(`GET /conductores/${CONDUCTOR}/hoy`);
  [primera, segunda, tercera, cuarta] = body.porSalir.map(({ ordenId }: { ordenId: string }) => ordenId);
  const { ruta } = await enlace(segunda);
  const answer = await quien.page.goto(`${reparto.url}${ruta}`);
  const headers = answer?.headers() ?? {};
  expect([headers['cache-control'], headers['x-robots-tag'], headers['referrer-policy']]).toStrictEqual([
    'no-store',
    'noindex',
    'no-referrer',
  ]);
  await titulo(/^Llega hoy (entre|antes de)/);
  expect(await quien.page.locator('[aria-current=step]').textContent()).toContain('Con vehículo');
  expect(await quien.page.getByText('¿No va a estar?').count()).toBe(1);
  await quien.page.getByText('El vehículo aún no ha salido.').waitFor();
  await quien.page.getByText(/^Sale de Norte, a unos .*\skm en línea recta\.$/).waitFor();
  await quien.page.locator('.mapa svg').waitFor();
  await expectUsable(quien.page);
}, 120_000);

test('the vehicle is seen once it is on its way and near, and the page changes by itself', async () => {
  await van('/rutas');
  await quien.page.getByText('En camino', { exact: true }).waitFor();
  await expect.poll(() => quien.page.locator('[aria-current=step]').textContent(), WAIT).toContain('En camino');
  await quien.page.getByText('El vehículo ya salió; todavía no sabemos dónde está.').waitFor();
  await reparto.sonda.done(`/vehiculos/${PLACA}/ubicaciones`, { coordenadas: { lat: 4.69, lon: -74.05 } });
  await quien.page.getByText('Hay una parada antes que la suya.').waitFor();
  await quien.page.getByText(/a unos .*\skm en línea recta|a la vuelta/).waitFor();
  await expectUsable(quien.page);
  const { vehiculo } = (await reparto.sonda.ask(`GET /seguimientos/${(await enlace(tercera)).token}`)).body;
  expect(vehiculo).toBeUndefined();
}, 120_000);

test('what became of it is told, and what it needed to say on the way is gone', async () => {
  const prueba = { recibidoPor: 'Ana', evidencia: 'papel 12' };
  await van(`/entregas/${primera}/confirmacion`, prueba);
  await quien.page.getByText('La suya es la siguiente parada.').waitFor();
  await van(`/entregas/${segunda}/confirmacion`, prueba);
  await titulo(/^Entregada hoy a la/);
  expect(await quien.page.locator('.mapa').count()).toBe(0);
  expect(await quien.page.getByText('¿No va a estar?').count()).toBe(0);
  await expectUsable(quien.page);
  expect(quien.complaints).toStrictEqual([]);
}, 120_000);

test('a try that failed is told, whatever follows', async () => {
  const otro = await nueva();
  await otro.page.goto(`${reparto.url}${(await enlace(cuarta)).ruta}`);
  await otro.page.locator('.mapa').waitFor();
  await van(`/entregas/${cuarta}/fallo`, { motivo: 'ausente', detalle: 'No abrió don Julio' });
  await otro.page.getByText(/Intentamos entregar .*: no había quién recibiera\./).waitFor();
  await expectUsable(otro.page);
  expect(await otro.page.getByText('Julio').count()).toBe(0);
  await otro.page.context().close();
}, 60_000);

describe('a link that opens nothing', () => {
  test('because it was made up', async () => {
    const { token } = await enlace(tercera);
    const otro = await nueva();
    await otro.page.goto(`${reparto.url}/seguimiento/${token.slice(0, -4)}AAAA`);
    await otro.page.getByRole('heading', { name: 'No encontramos esta entrega' }).waitFor();
    await expectUsable(otro.page);
    expect(otro.complaints).toStrictEqual([]);
    await otro.page.context().close();
  }, 60_000);

  test('because it was taken back while somebody looked', async () => {
    const { ruta } = await enlace(tercera);
    await quien.page.goto(`${reparto.url}${ruta}`);
    await titulo(/^Llega hoy/);
    await reparto.sonda.done(`/ordenes/${tercera}/seguimiento/revocacion`);
    await titulo(/^Este enlace ya no sirve/);
    await expectUsable(quien.page);
  }, 120_000);

  test('because its order ended days ago', async () => {
    const { ruta } = await enlace(segunda);
    reparto.sonda.system.grid.clock.advance(60 * DIA_MS);
    const otro = await nueva();
    await otro.page.goto(`${reparto.url}${ruta}`);
    await otro.page.getByRole('heading', { name: 'Este enlace ya no sirve' }).waitFor();
    await otro.page.context().close();
  }, 60_000);
});

test("a customer does not get at another customer's order", async () => {
  const token = await reparto.sonda.system.issuer.customer('otra-tienda');
  for (const path of [`/ordenes/${tercera}`, `/ordenes/${tercera}/seguimiento`, `/ordenes/${tercera}/evidencia`])
    expect([path, (await reparto.sonda.ask(`GET ${path}`, { token })).status]).toStrictEqual([path, 404]);
  const suyo = await reparto.sonda.system.issuer.customer(CLIENTE);
  expect((await reparto.sonda.ask(`GET /ordenes/${tercera}`, { token: suyo })).status).toBe(200);
}, 60_000);
