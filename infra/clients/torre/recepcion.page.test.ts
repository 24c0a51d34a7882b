import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectUsable } from './testing/accesible.ts';
import { startBrowser, tokenPage } from './testing/browser.ts';
import { empezarReparto, PLACA, type Reparto, TELEFONO } from './testing/reparto.ts';

let reparto: Reparto;
let browser: Browser;
beforeAll(async () => {
  [reparto, browser] = await Promise.all([empezarReparto(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await reparto?.sonda.stop();
});

const asClerk = async (path: string, options?: Parameters<typeof tokenPage>[2]) =>
  pageOf(await reparto.sonda.system.issuer.clerk(), path, options);
const asOperator = async (path: string) => pageOf(await reparto.sonda.system.issuer.operator(), path);

async function pageOf(token: string, path: string, options?: Parameters<typeof tokenPage>[2]): Promise<Page> {
  const { page } = await tokenPage(browser, token, options);
  await page.clock.setSystemTime(reparto.sonda.system.grid.clock.now());
  await page.goto(reparto.url + path);
  return page;
}

test('goods come back: a vehicle breaks down on its route, is brought home, and the warehouse receives by condition', async () => {
  const { sonda } = reparto;
  const [ordenId = '', otra = ''] = await reparto.encargar(2);
  await sonda.done(`/vehiculos/${PLACA}/rutas`, {});
  await reparto.orden(ordenId, { estado: 'enTransito' });
  await sonda.done(`/vehiculos/${PLACA}/entregas/${ordenId}/fallo`, { motivo: 'rechazada' });
  await sonda.done(`/vehiculos/${PLACA}/entregas/${otra}/confirmacion`, {
    recibidoPor: 'Portería',
    evidencia: 'foto:1',
    lineas: [{ sku: 'CAFE-500', cantidad: 1 }],
  });
  const bodega = await asClerk('/torre/recepcion');
  await bodega
    .getByRole('region', { name: 'Viene en camino' })
    .getByRole('row', { name: /2 × Café/ })
    .waitFor();

  await sonda.done('/productos/CAFE-500/correcciones', { nombre: 'Café de origen' });
  await bodega.getByRole('row', { name: /2 × Café de origen/ }).waitFor();

  const vehiculo = await asOperator(`/torre/flota/${PLACA}`);
  await vehiculo.getByRole('button', { name: 'Se averió' }).click();
  await vehiculo.getByText('la mercancía sigue a bordo').waitFor();
  await vehiculo.getByLabel('Motivo').fill('Se pinchó');
  await vehiculo.getByLabel('Dónde está').fill('Calle 80');
  await vehiculo.getByRole('button', { name: 'Confirmar' }).click();
  await vehiculo.getByText(/Averiado desde .*: Se pinchó · Calle 80/).waitFor();
  await vehiculo.getByRole('button', { name: 'Ya funciona: sigue su ruta' }).waitFor();
  // What is aboard only comes back: nobody takes it over.
  expect(await vehiculo.getByRole('button', { name: 'Transbordar' }).count()).toBe(0);
  const torre = await asOperator('/torre');
  await torre.getByText(`El vehículo ${PLACA} se averió en su ruta`).waitFor();
  await torre.getByText('1 averiado').waitFor();
  await vehiculo.getByRole('button', { name: 'Finalizar ruta' }).click();
  await vehiculo.getByRole('dialog').getByRole('button', { name: 'Finalizar ruta' }).click();

  const fila = bodega.getByRole('region', { name: /^Por recibir/ }).getByRole('row', { name: /2 × Café/ });
  await fila.getByRole('button', { name: 'Recibir' }).click();
  await bodega.getByLabel('Vendible').fill('1');
  await bodega.getByLabel('Dañada').fill('1');
  await expectUsable(bodega);
  await bodega.getByRole('dialog').getByRole('button', { name: 'Recibir' }).click();
  await fila.waitFor({ state: 'detached' });
  await reparto.orden(ordenId, {
    estado: 'devuelta',
    lineasDevueltas: expect.arrayContaining([
      { sku: 'CAFE-500', cantidad: 1, condicion: 'vendible' },
      { sku: 'CAFE-500', cantidad: 1, condicion: 'danada' },
    ]),
  });
  await vehiculo.getByRole('button', { name: 'Volvió de mantenimiento' }).click();
  await vehiculo.getByRole('button', { name: 'Confirmar' }).click();
  await vehiculo.getByRole('button', { name: 'Llevar a mantenimiento' }).waitFor();
});

test('an order whose vehicle broke down on the road is late, and nobody says by when it comes', async () => {
  const { sonda } = reparto;
  const [ordenId = ''] = await reparto.encargar(1);
  await sonda.done(`/vehiculos/${PLACA}/rutas`, {});
  await reparto.orden(ordenId, { estado: 'enTransito' });
  const orden = await asOperator(`/torre/ordenes/${ordenId}`);
  await orden.getByText(/^Se espera /).waitFor();
  await sonda.done(`/vehiculos/${PLACA}/mantenimiento`, { motivo: 'Se pinchó', lugar: 'Calle 80' });
  await orden.getByText(`Se demora: ${PLACA} se averió en su ruta`).waitFor();
  await sonda.done(`/vehiculos/${PLACA}/mantenimiento/fin`, {});
  await orden.getByText(/^Se espera /).waitFor();
});

test('who works in a warehouse is asked for nothing that is not theirs, and sees no error', async () => {
  const [ordenId = ''] = await reparto.encargar(1);
  const refused: string[] = [];
  const page = await asClerk('/torre/recepcion', TELEFONO);
  page.on('response', (response) => response.status() === 403 && refused.push(new URL(response.url()).pathname));
  for (const path of ['recepcion', 'inventario', 'flota', `flota/${PLACA}`, 'ordenes', `ordenes/${ordenId}`]) {
    await page.goto(`${reparto.url}/torre/${path}`);
    await page.locator('main h1').waitFor();
    await page.locator('main:not(:has([aria-busy=true], .esqueleto))').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.aviso').allTextContents()).toStrictEqual([]);
  }
  expect(refused).toStrictEqual([]);
  await page.getByRole('searchbox').waitFor();
});

test('a product, a warehouse, a vehicle and a driver are registered, and are there at once', async () => {
  const page = await asOperator('/torre/inventario');
  const dialog = page.getByRole('dialog');
  const open = (name: string) => page.getByRole('main').getByRole('button', { name }).first().click();
  const fill = async (fields: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).first().fill(value);
  };
  const done = (name: string) => dialog.getByRole('button', { name }).click();

  await open('Nuevo producto');
  await fill({ Nombre: 'Té verde', Código: 'te-100', Peso: '0.1', Volumen: '0.5' });
  await expectUsable(page);
  await done('Registrar producto');
  await dialog.waitFor({ state: 'detached' });

  await open('Nueva bodega');
  await fill({ Nombre: 'Bodega Occidente', Código: 'bog-occ', Ciudad: 'Bogotá' });
  await dialog.getByRole('button', { name: 'Elegir en el mapa' }).click();
  const mapa = page.getByRole('dialog', { name: 'Elegir en el mapa' });
  await mapa.getByRole('application').focus();
  await page.keyboard.press('ArrowLeft');
  await mapa.getByRole('button', { name: 'Usar este lugar' }).click();
  await expectUsable(page);
  await done('Registrar bodega');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('option', { name: 'Bodega Occidente' }).first().waitFor({ state: 'attached' });

  await open('Ingresar mercancía');
  await dialog.getByLabel('Producto').selectOption({ label: 'Té verde' });
  await dialog.getByLabel('Bodega').selectOption({ label: 'Bodega Occidente' });
  await fill({ Unidades: '7' });
  await done('Ingresar');
  await page.getByRole('row', { name: /Té verde TE-100 .*Bodega Occidente/ }).waitFor();

  await page.goto(`${reparto.url}/torre/flota`);
  await open('Nuevo vehículo');
  await fill({ Placa: '12', Carga: '700', Espacio: '4' });
  await dialog.getByLabel('Bodega').selectOption({ label: 'Bodega Occidente' });
  await done('Registrar vehículo');
  await dialog.getByText('Debe ser una placa colombiana').waitFor();
  await fill({ Placa: 'xyz-987' });
  await expectUsable(page);
  await done('Registrar vehículo');
  await page.getByRole('row', { name: /XYZ987 .*Bodega Occidente/ }).waitFor();

  await open('Nuevo conductor');
  await fill({ Nombre: 'Marta Ruiz', Teléfono: '310 555 0199', Usuario: 'conductor-99' });
  await done('Registrar conductor');
  await page
    .getByRole('region', { name: 'Conductores' })
    .getByRole('row', { name: /Marta Ruiz/ })
    .waitFor();
});
