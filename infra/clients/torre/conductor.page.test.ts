import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WAIT } from '#infra/lab/testing/probe.ts';
import { expectUsable } from './testing/accesible.ts';
import { newPage, startBrowser, tokenPage } from './testing/browser.ts';
import {
  CONDUCTOR,
  empezarReparto,
  entrarComo,
  entregar,
  noSePudo,
  PLACA,
  type Reparto,
  TELEFONO,
} from './testing/reparto.ts';

// They run in the browser, as text: nothing here knows its globals.
const ARMAZON = "caches.open('alpes-armazon-1').then((shell) => shell.keys()).then((kept) => kept.length > 5)";
const GUARDADO = `new Promise((resolve, reject) => {
  const asked = indexedDB.open('alpes-conductor');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const all = asked.result.transaction('guardado').objectStore('guardado').getAll();
    all.onsuccess = () => resolve(JSON.stringify(all.result));
  };
})`;
const LLENO = `globalThis.put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`;
const CON_ESPACIO = 'IDBObjectStore.prototype.put = globalThis.put;';
const LUGAR = { latitude: 4.69, longitude: -74.05 };

let reparto: Reparto;
let browser: Browser;
let page: Page;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  [reparto, browser] = await Promise.all([empezarReparto(), startBrowser()]);
  ({ page, complaints } = await newPage(browser, { ...TELEFONO, geolocation: LUGAR, permissions: ['geolocation'] }));
  context = page.context();
  context.setDefaultTimeout(WAIT.timeout);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await reparto?.sonda.stop();
  expect(complaints).toStrictEqual([]);
});

const titulo = (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor();
const porEnviar = (text: string | RegExp) => page.locator('.cabeza .conexion', { hasText: text }).waitFor();
const direccion = () => page.getByRole('heading', { level: 1 }).textContent();

/** How often something happened to an order. */
async function veces(ordenId: string, tipo: string): Promise<number> {
  const { body } = await reparto.sonda.ask(`GET /ordenes/${ordenId}/cronologia`);
  return body.elementos.filter((suceso: { tipo: string }) => suceso.tipo === tipo).length;
}

test('a driver signs in, comes back to the same address and finds the plan of the day', async () => {
  await reparto.encargar(4);
  await page.goto(`${reparto.url}/conductor/ruta`);
  await entrarComo(page, 'conductor', PLACA);
  await page.waitForURL('**/conductor/ruta');
  await titulo('Ruta');
  await page.goto(`${reparto.url}/conductor`);
  await titulo(`Hoy, ${PLACA}`);
  await expect.poll(() => page.locator('.paradas li').count(), WAIT).toBe(4);
  await page.getByText('La hora del teléfono difiere').waitFor();
  await expectUsable(page);
}, 120_000);

test('the board and the page of its vehicle tell a stop that has not left by the hour of its plan', async () => {
  const { grid, issuer } = reparto.sonda.system;
  const { page: torre } = await tokenPage(browser, await issuer.operator());
  torre.setDefaultTimeout(WAIT.timeout);
  await torre.clock.setSystemTime(grid.clock.now());
  // Hours that no order has by itself.
  await torre.route(/\/planes\?/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.replaceAll(/"eta":"[^"]+"/g, '"eta":"2030-01-15T22:47:00.000Z"') });
  });
  for (const path of [`/torre?vehiculo=${PLACA}`, `/torre/flota/${PLACA}`]) {
    await torre.goto(reparto.url + path);
    await expect.poll(() => torre.locator('.paradas .hora', { hasText: '5:47 p. m.' }).count(), WAIT).toBe(4);
  }
  await torre.setViewportSize(TELEFONO.viewport);
  await torre.getByText('Luis Alberto Mora Rojas').waitFor();
  expect(await torre.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(
    await torre.evaluate("document.querySelector('nav [aria-current]').getBoundingClientRect().right"),
  ).toBeLessThanOrEqual(360);
  await torre.context().close();
}, 120_000);

test('an undoing that is refused says why, can only be put away, and the route goes on', async () => {
  await page.getByRole('button', { name: 'Iniciar ruta' }).click();
  await page.getByText('Ruta iniciada a las').waitFor();
  await porEnviar('Todo enviado');
  await context.route('**/rutas/deshacer', (route) =>
    route.fulfill({ status: 409, json: { title: 'En la ruta ya se hizo algo', codigo: 'RUTA_EMPEZADA' } }),
  );
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.locator('.cabeza .conexion').click();
  await page.getByText('No se puede deshacer el inicio: en esta ruta ya se hizo algo.').waitFor();
  expect(await page.getByRole('button', { name: 'Reintentar' }).count()).toBe(0);
  await expectUsable(page);
  await page.getByRole('button', { name: 'Entendido', exact: true }).click();
  await page.getByText('La central ya sabe todo lo que hizo.').waitFor();
  await context.unroute('**/rutas/deshacer');
  await page.getByRole('link', { name: 'Ir a lo siguiente' }).click();
}, 120_000);

test('a start is undone, and begun again', async () => {
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('enRuta'));
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await titulo(`Hoy, ${PLACA}`);
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('disponible'));
  await page.getByRole('button', { name: 'Iniciar ruta' }).click();
  await page.getByRole('link', { name: 'Entregar', exact: true }).waitFor();
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('enRuta'));
  await expectUsable(page);
}, 120_000);

test('the telephone says where the van is', async () => {
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ posicion }) =>
    expect(posicion?.coordenadas).toStrictEqual({ lat: LUGAR.latitude, lon: LUGAR.longitude }),
  );
}, 60_000);

test('a route that was begun anew out of reach goes on where its first start was not undone', async () => {
  await page.waitForFunction(ARMAZON);
  await page.getByRole('button', { name: 'Deshacer' }).waitFor();
  await porEnviar('Todo enviado');
  // What a route answers comes back to a telephone without a network too.
  let conRed = false;
  const muyTarde = { status: 409, json: { title: 'Pasaron más de diez minutos', codigo: 'SALIDA_LEJANA' } };
  await context.route('**/rutas/deshacer', (route) => (conRed ? route.fulfill(muyTarde) : route.abort()));
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByRole('button', { name: 'Iniciar ruta' }).click();
  await porEnviar('2 por enviar');
  conRed = true;
  await context.setOffline(false);
  await porEnviar('1 por revisar');
  await page.getByRole('link', { name: 'Entregar', exact: true }).waitFor();
  await page.locator('.cabeza .conexion').click();
  await page.getByText('No se puede deshacer el inicio: pasaron más de diez minutos.').waitFor();
  expect(await page.locator('.cola li').count()).toBe(1);
  await page.getByRole('button', { name: 'Entendido', exact: true }).click();
  await porEnviar('Todo enviado');
  await context.unroute('**/rutas/deshacer');
  await page.getByRole('link', { name: 'Ir a lo siguiente' }).click();
}, 120_000);

test('two deliveries and a failure in a tunnel, with the page loaded again in the middle, all arrive once', async () => {
  await page.waitForFunction(ARMAZON);
  await context.setOffline(true);
  const primera = await direccion();
  await entregar(page, 'Ana en la portería');
  await porEnviar('1 por enviar');
  expect(await direccion()).not.toBe(primera);
  await page.reload();
  await porEnviar('1 por enviar');
  await page.getByText('Sin señal').first().waitFor();
  await expectUsable(page);
  const segunda = await direccion();
  await noSePudo(page);
  await porEnviar('2 por enviar');
  await entregar(page, 'Luis');
  await porEnviar('3 por enviar');
  await page.getByText('Falta solo esta parada').waitFor();
  await page.goto(`${reparto.url}/conductor/enviar`);
  await titulo('Por enviar');
  expect(await page.locator('.cola li').count()).toBe(3);
  await expectUsable(page);
  expect((await enSusOrdenes()).filter(({ estado }) => estado === 'enTransito')).toHaveLength(4);
  await context.setOffline(false);
  await porEnviar('Todo enviado');
  await expect
    .poll(async () => (await enSusOrdenes()).filter(({ estado }) => estado === 'entregada').length, WAIT)
    .toBe(2);
  for (const { ordenId, estado, direccion: puerta } of await enSusOrdenes()) {
    const suyas = async () => [await veces(ordenId, 'OrdenEntregada'), await veces(ordenId, 'EntregaDeOrdenFallida')];
    await expect
      .poll(suyas, { ...WAIT, message: `${puerta}, ${segunda}` })
      .toStrictEqual([estado === 'entregada' ? 1 : 0, puerta === segunda ? 1 : 0]);
  }
}, 180_000);

test('a server that is away says nothing of the session: the telephone knows the time, and goes on by itself', async () => {
  await page.goto(`${reparto.url}/conductor`);
  await porEnviar('Todo enviado');
  const ajenas = ({ pathname }: URL) => !/\/(conductor|estaticos)(\/|$)/.test(pathname);
  await context.route(ajenas, (route) => route.abort('connectionrefused'));
  await page.reload();
  await porEnviar('Sin señal');
  await page.getByText('La hora del teléfono difiere').waitFor();
  expect(await page.getByRole('button', { name: 'Entrar' }).count()).toBe(0);
  await context.unroute(ajenas);
  await porEnviar('Todo enviado');
}, 60_000);

test('a full telephone and a session that ends in the middle lose nothing', async () => {
  await page.goto(`${reparto.url}/conductor`);
  await porEnviar('Todo enviado');
  await page.getByRole('link', { name: 'Entregar', exact: true }).waitFor();
  // The issuer does not renew, and the API takes no token any more.
  await context.route(/\/(confirmacion|evidencias)$/, (route) =>
    route.fulfill({ status: 401, json: { title: 'Se necesita un token válido', codigo: 'NO_AUTENTICADO' } }),
  );
  await context.route('**/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await page.evaluate(LLENO);
  await entregar(page, 'Sara');
  await page.getByText('El teléfono no pudo guardarlo.').waitFor();
  await page.evaluate(CON_ESPACIO);
  await page.getByRole('button', { name: 'Confirmar entrega' }).click();
  await page.getByText('Entre de nuevo para enviar 1 acción').waitFor();
  await expectUsable(page);
  await context.unroute('**/token');
  const entrar = page.getByRole('button', { name: 'Entrar' });
  expect((await entrar.boundingBox())?.width).toBeGreaterThan(70);
  await entrar.click();
  await page.waitForURL('**/entrar?code=*');
  await context.unroute(/\/(confirmacion|evidencias)$/);
  await porEnviar('Todo enviado');
  await expect
    .poll(async () => (await enSusOrdenes()).filter(({ estado }) => estado === 'entregada').length, WAIT)
    .toBe(3);
}, 120_000);

test('a breakdown is reported and shown, and the route goes on once the van does', async () => {
  await page.getByRole('link', { name: 'Ruta', exact: true }).click();
  await page.getByRole('link', { name: 'Reportar avería' }).click();
  await titulo('El vehículo se varó');
  await page.getByRole('button', { name: 'Reportar avería' }).click();
  await page.getByText('Diga en palabras qué le pasó.').waitFor();
  await expectUsable(page);
  await page.getByLabel('Qué le pasó').fill('Se pinchó una llanta');
  await page.getByLabel('Dónde está (si sabe)').fill('Calle 80 con carrera 30');
  await page.getByRole('button', { name: 'Reportar avería' }).click();
  await titulo('El vehículo está varado');
  expect(await page.getByRole('link', { name: 'Entregar', exact: true }).count()).toBe(0);
  await expectUsable(page);
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('averiado'));
  await page.getByRole('button', { name: 'Ya anda: seguir la ruta' }).click();
  await page.getByRole('link', { name: 'Entregar', exact: true }).waitFor();
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('enRuta'));
}, 120_000);

test('the end of the route shows what comes back, and the telephone forgets the doors', async () => {
  await page.getByRole('link', { name: 'Ruta', exact: true }).click();
  await page.getByRole('region', { name: 'Por hacer' }).getByText('intento 2').waitFor();
  await page.getByRole('link', { name: 'Finalizar ruta' }).click();
  await titulo('Finalizar ruta');
  expect(await page.locator('[aria-label="Lo que vuelve"] li').allInnerTexts()).toStrictEqual([
    expect.stringMatching(/\n\d+ × Café$/),
  ]);
  await expectUsable(page);
  await page.getByRole('button', { name: 'Finalizar ruta' }).click();
  await page.getByText('Ruta finalizada').waitFor();
  await reparto.sonda.seen(`/vehiculos/${PLACA}`, ({ estado }) => expect(estado).toBe('disponible'));
  // That which nobody received may be in the plan of another route already.
  const hechas = (await enSusOrdenes()).flatMap(({ estado, direccion: puerta }) =>
    estado === 'entregada' ? puerta : [],
  );
  expect(hechas).toHaveLength(3);
  const recordadas = async () => {
    const kept = await guardado(page);
    return hechas.filter((puerta) => kept.includes(puerta));
  };
  await expect.poll(recordadas, WAIT).toStrictEqual([]);
  // What came back is still called by its name once the day was read again.
  await page.getByRole('region', { name: 'Ruta finalizada' }).getByText('× Café').waitFor();
  // What is done with it the server tells, so it is there as well when the page is opened anew.
  await page.reload();
  await porEnviar('Todo enviado');
  const aBordo = page.getByRole('region', { name: 'Mercancía a bordo' });
  await aBordo.getByText(/Entregue en la bodega|Se queda en el vehículo/).waitFor();
  await aBordo.getByText('× Café').waitFor();
  await expectUsable(page);
}, 120_000);

test('a van in the workshop does not leave, and is not stranded on a route', async () => {
  await reparto.sonda.done(`/vehiculos/${PLACA}/mantenimiento`, { motivo: 'Frenos' });
  await page.getByText('El vehículo está en mantenimiento: no puede salir.').waitFor();
  expect(await page.getByRole('button', { name: 'Iniciar ruta' }).count()).toBe(0);
  await page.goto(`${reparto.url}/conductor/averia`);
  await porEnviar('Todo enviado');
  await titulo('No hay una ruta iniciada');
}, 120_000);

test("another driver's vehicle is not there, and a customer is told whom to ask", async () => {
  const token = await reparto.sonda.system.issuer.driver('conductor-ALN004');
  const ajena = await reparto.sonda.ask(`GET /conductores/${CONDUCTOR}/hoy`, { token });
  expect(ajena.status).toBe(404);
  const otro = await newPage(browser, TELEFONO);
  otro.page.setDefaultTimeout(WAIT.timeout);
  await otro.page.goto(`${reparto.url}/conductor`);
  await entrarComo(otro.page, 'cliente', 'tienda-42');
  await otro.page.getByRole('heading', { name: 'Su usuario no puede ver la ruta de un conductor.' }).waitFor();
  await expectUsable(otro.page);
  expect(otro.complaints).toStrictEqual([]);
  await otro.page.context().close();
}, 120_000);

async function enSusOrdenes(): Promise<{ ordenId: string; estado: string; direccion: string }[]> {
  const { body } = await reparto.sonda.ask('GET /ordenes?limite=50');
  return body.elementos.map((una: any) => ({ ...una, direccion: una.destino.direccion }));
}

/** All that the telephone keeps of the day and the queue. */
function guardado(of: Page): Promise<string> {
  return of.evaluate<string>(GUARDADO);
}
