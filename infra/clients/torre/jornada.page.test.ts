import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WAIT } from '#infra/lab/testing/probe.ts';
import { expectUsable } from './testing/accesible.ts';
import { startBrowser, tokenPage, type Watched } from './testing/browser.ts';
import { CLIENTE, empezarReparto, PLACA, type Reparto } from './testing/reparto.ts';
import { isLive } from './testing/scene.ts';

let reparto: Reparto;
let browser: Browser;
/** In the order of the route: handed over in part, failed, still to come. */
let enParte: string;
let fallida: string;
let pendiente: string;

beforeAll(async () => {
  [reparto, browser] = await Promise.all([empezarReparto(), startBrowser()]);
  const ids = await reparto.encargar(3);
  const van = (path: string, body?: object) => reparto.sonda.done(`/vehiculos/${PLACA}${path}`, body);
  await van('/rutas');
  for (const id of ids) await reparto.orden(id, { estado: 'enTransito' });
  [enParte = '', fallida = '', pendiente = ''] = ids;
  await van(`/entregas/${enParte}/confirmacion`, {
    recibidoPor: 'Ana',
    evidencia: 'papel 12',
    lineas: [{ sku: 'CAFE-500', cantidad: 1 }],
  });
  await van(`/entregas/${fallida}/fallo`, { motivo: 'ausente' });
  await reparto.orden(enParte, { estado: 'entregadaParcial' });
  // It goes out again with the same van, which has it aboard.
  await reparto.orden(fallida, { estado: 'enTransito', intentosFallidos: 1, vehiculoId: PLACA });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await reparto?.sonda.stop();
});

/** A page of somebody, by whose clock it is the system's day. */
async function abierta(path: string, token: string, options?: Parameters<typeof tokenPage>[2]): Promise<Watched> {
  const watched = await tokenPage(browser, token, options);
  watched.page.setDefaultTimeout(WAIT.timeout);
  await watched.page.clock.setSystemTime(reparto.sonda.system.grid.clock.now());
  await watched.page.goto(reparto.url + path);
  return watched;
}

const operador = async (path: string) => abierta(path, await reparto.sonda.system.issuer.operator());

describe('what a day leaves on the board', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await operador(`/torre?vehiculo=${PLACA}`));
    await isLive(page);
  });
  afterAll(() => page?.context().close());

  test('a vehicle keeps the stop that failed, and one that was handed over in part is not whole', async () => {
    const paradas = page.locator('.ficha .paradas li');
    await expect.poll(() => paradas.count(), WAIT).toBe(4);
    const seen = await paradas.allInnerTexts();
    expect(
      seen.map((text) => /entregada en parte|fallida|intento 2|siguiente/.exec(text)?.[0]).toSorted(),
    ).toStrictEqual(['entregada en parte', 'fallida', 'intento 2', 'siguiente']);
  });
  test('a try that failed is told, though the order is to go out again', async () => {
    const atencion = page.getByRole('region', { name: 'Necesitan atención' });
    await atencion.getByText('Falló el intento 1 de entrega; va otra vez en camino').waitFor();
    await atencion.getByText(`Orden ${fallida.slice(0, 8)}`).waitFor();
    const ultimo = page.getByRole('region', { name: 'Lo último' }).locator(`a[href$="${fallida}"]`);
    await ultimo.getByText('intento 2').waitFor();
    await ultimo.getByText(`${fallida.slice(0, 8)}… · ${PLACA}`).waitFor();
    await ultimo.getByText('Antes: no había quién recibiera').waitFor();
  });
  test('the list and the order say which try it is, and why the one before failed', async () => {
    const { page: lista } = await operador('/torre/ordenes');
    await lista.getByRole('row', { name: /En tránsito intento 2/ }).waitFor();
    expect(await lista.getByText('intento 2').count()).toBe(1);
    await lista.goto(`${reparto.url}/torre/ordenes/${fallida}`);
    await lista.locator('.hoja-cabeza').getByText('intento 2').waitFor();
    await lista.getByText(new RegExp(`${PLACA}: No había quién recibiera`)).waitFor();
    await lista.context().close();
  });
});

describe('a customer', () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await abierta('/', await reparto.sonda.system.issuer.customer(CLIENTE));
  });
  afterAll(() => watched?.page.context().close());

  test('finds the own orders at home, live, and nothing of the house', async () => {
    const { page, complaints } = watched;
    await page.getByRole('heading', { level: 1, name: 'Mis órdenes' }).waitFor();
    await isLive(page);
    expect(new URL(page.url()).pathname).toBe('/cliente');
    await page.getByRole('row', { name: /En tránsito intento 2/ }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.getByRole('navigation', { name: 'Páginas' }).getByRole('link').allInnerTexts()).toStrictEqual([
      'Mis órdenes',
      'Avisos',
    ]);
    await reparto.sonda.done(`/vehiculos/${PLACA}/entregas/${pendiente}/confirmacion`, {
      recibidoPor: 'Ana',
      evidencia: 'papel 13',
    });
    await page.locator('tbody').getByText('Entregada', { exact: true }).waitFor();
    await expectUsable(page);
    expect(complaints).toStrictEqual([]);
  });
  test('opens an order, with what it may do with it and no more', async () => {
    const { page } = watched;
    await page.locator(`a[href$="/cliente/${fallida}"]`).click();
    await page.getByRole('heading', { level: 1, name: /^Orden/ }).waitFor();
    for (const name of ['Abandonar', 'Asignar a mano', 'Ver causas'])
      expect(await page.getByText(name, { exact: true }).count(), name).toBe(0);
    await page.getByRole('heading', { name: 'Cronología' }).waitFor();
    await page.getByText('No había quién recibiera').first().waitFor();
    await expectUsable(page);
  });
  test('orders by itself, from the catalogue', async () => {
    const { page, complaints } = watched;
    await page.getByRole('link', { name: 'Mis órdenes' }).click();
    await page.getByRole('link', { name: 'Nueva orden' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nueva orden' }).waitFor();
    expect(await page.getByLabel('Cliente').count()).toBe(0);
    await expectUsable(page);
    await page.getByLabel('Su referencia (opcional)').fill('MIA-1');
    await page.getByLabel('Quién recibe').fill('Ana Rojas');
    await page.getByLabel('Teléfono').fill('300 1234567');
    await page.getByLabel('Dirección').fill('Carrera 15 # 93-60');
    await page.getByLabel('Ciudad').fill('Bogotá');
    await page.getByRole('button', { name: 'Elegir en el mapa' }).click();
    const picker = page.getByRole('dialog', { name: 'Elegir en el mapa' });
    const map = await picker.getByRole('application').boundingBox();
    expect(map?.height).toBeLessThanOrEqual(page.viewportSize()?.height as number);
    await picker.getByRole('button', { name: 'Usar este lugar' }).click();
    const place = page.getByLabel('Lugar (latitud, longitud)');
    expect(await place.inputValue()).toMatch(/^4\.\d{5}, -74\.\d{5}$/);
    await place.fill('4.6767, -74.0483');
    await page.getByLabel('Producto 1', { exact: true }).selectOption({ label: 'Café' });
    await page.getByRole('button', { name: 'Crear orden' }).click();
    await page.getByRole('heading', { level: 1, name: 'Orden MIA-1' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/cliente\//);
    await page.getByText('1 × Café', { exact: true }).first().waitFor();
    await page.getByText('300 123 4567').waitFor();
    await expectUsable(page);
    expect(complaints).toStrictEqual([]);
  });
  test('corrects it, and reads of warehouses by their names', async () => {
    const { page } = watched;
    await page.getByText('Sale de Norte', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Corregir', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Corregir la orden' });
    await dialog.getByRole('combobox', { name: 'Producto 1' }).waitFor();
    await expectUsable(page);
    await dialog.getByLabel('Quién recibe').fill('Luz Marina');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await page.getByText('Cambió el destinatario', { exact: true }).waitFor();
    await page.getByText('Luz Marina, 300 123 4567').waitFor();
  });
  test('says what it wants to be told', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Avisos', exact: true }).click();
    await page.getByRole('button', { name: 'Cambiar preferencias' }).waitFor();
    await expectUsable(page);
  });
  test('finds no page of the house, and the way back', async () => {
    const { page } = watched;
    for (const path of ['/torre', `/torre/ordenes/${fallida}`]) {
      await page.goto(reparto.url + path);
      await page.getByRole('heading', { name: 'Su usuario no puede ver la torre.' }).waitFor();
      expect(await page.getByRole('navigation').count()).toBe(0);
    }
    await page.getByRole('link', { name: 'Ir a su inicio' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mis órdenes' }).waitFor();
  });
  test('of nothing is told so', async () => {
    const { page } = await abierta('/', await reparto.sonda.system.issuer.customer('tienda-nueva'));
    await page.getByText('Todavía no tiene órdenes.').waitFor();
    await page.context().close();
  });
});

test('whoever works in a warehouse is offered the pages that it may see', async () => {
  const { page } = await abierta('/', await reparto.sonda.system.issuer.clerk());
  await page.getByRole('heading', { level: 1, name: 'Recepción' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Páginas' }).getByRole('link').allInnerTexts()).toStrictEqual([
    'Órdenes',
    'Flota',
    'Inventario',
    'Recepción',
  ]);
  await page.goto(`${reparto.url}/torre`);
  await page.getByRole('heading', { name: 'Su usuario no puede ver esta página.' }).waitFor();
  await page.context().close();
});
