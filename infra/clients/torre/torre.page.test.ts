import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Watched } from './testing/browser.ts';
import { isLive, pedido, type Scene, startScene } from './testing/scene.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.stop());

const created = (more?: object) => scene.api.post('/ordenes', pedido(more)).then(({ id }) => id);

const isFocused = (one: Locator) =>
  expect.poll(() => one.evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true);

test('whoever opens a page signs in, and comes back to that very page', async () => {
  const { page, complaints } = await scene.operator('/torre/flota');
  await page.getByRole('heading', { name: 'Flota', exact: true }).waitFor();
  await page.getByRole('link', { name: 'ALN000' }).waitFor();
  expect(complaints).toStrictEqual([]);
});

test('a page under the API leads to no request elsewhere', async () => {
  const asked = new Set<string>();
  const { page } = await scene.operator('/torre');
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.reload();
  await page.getByRole('button', { name: 'Acercar' }).waitFor();
  const known = [scene.system.apiUrl, scene.system.issuerUrl].map((one) => new URL(one).origin);
  expect([...asked].filter((origin) => !known.includes(origin))).toStrictEqual([]);
});

describe('an order', () => {
  test('is seen by two browsers at once, from its creation to its cancellation, without a reload', async () => {
    const pages = (await Promise.all([scene.operator('/torre/ordenes'), scene.operator('/torre/ordenes')])).map(
      ({ page }) => page,
    );
    for (const page of pages) {
      await isLive(page);
      await page.getByRole('heading', { name: 'Órdenes', exact: true }).waitFor();
    }
    const referencia = `VIVA-${Date.now()}`;
    const ordenId = await created({ referencia });
    for (const page of pages) await page.getByRole('row', { name: new RegExp(`${referencia}.*Asignada`) }).waitFor();
    await scene.api.post(`/ordenes/${ordenId}/cancelacion`, { motivo: 'Ya no' });
    for (const page of pages) await page.getByRole('row', { name: new RegExp(`${referencia}.*Cancelada`) }).waitFor();
  });

  test('shows each of its versions by the keyboard, what changed, and comes back to the present', async () => {
    const ordenId = await created({ referencia: `VERSION-${Date.now()}` });
    const { page } = await scene.operator(`/torre/ordenes/${ordenId}`);
    await page.getByText(/versión 3 de 3/).waitFor();
    await page.getByRole('slider', { name: 'Versión de la orden' }).focus();
    await page.keyboard.press('Home');
    await page.getByText('Está viendo la versión 1 de 3', { exact: false }).waitFor();
    expect(new URL(page.url()).searchParams.get('version')).toBe('1');
    expect(await page.getByRole('button', { name: 'Cancelar' }).isDisabled()).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.getByText('Creada → Por asignar').waitFor();
    await page.getByRole('button', { name: 'Volver al presente' }).click();
    await page.getByText(/versión 3 de 3/).waitFor();
    expect(await page.getByRole('button', { name: 'Cancelar' }).isDisabled()).toBe(false);
  });

  test('is cancelled by a dialog, once, and says so', async () => {
    const ordenId = await created({ referencia: `CANCELA-${Date.now()}` });
    const { page } = await scene.operator(`/torre/ordenes/${ordenId}`);
    await page.getByRole('button', { name: 'Cancelar', exact: true }).click();
    await page.getByLabel('Motivo').fill('Pedido repetido');
    await page.getByRole('button', { name: 'Cancelar la orden' }).click();
    await page.getByRole('status').getByText('Orden cancelada').waitFor({ state: 'attached' });
    await page
      .getByRole('heading', { name: /^Orden CANCELA/ })
      .locator('..')
      .getByText('Cancelada')
      .waitFor();
  });

  test('that is refused says why in words, and what was typed stays', async () => {
    const ordenId = await created();
    const { page } = await scene.operator(`/torre/ordenes/${ordenId}`);
    await page.getByRole('button', { name: 'Reprogramar' }).click();
    await page.getByLabel('Día').fill('2020-01-02');
    await page.getByRole('button', { name: 'Reprogramar', exact: true }).last().click();
    await page
      .getByRole('dialog')
      .getByText(/ya pasó/)
      .waitFor();
    expect(await page.getByLabel('Día').inputValue()).toBe('2020-01-02');
  });

  test('is corrected by a dialog that holds what it says, and only what is other is changed', async () => {
    const dia = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const ventana = { desde: `${dia}T14:00:00.000Z`, hasta: `${dia}T16:00:00.000Z` };
    const ordenId = await created({ referencia: `CORRIGE-${Date.now()}`, ventana });
    const { page } = await scene.operator(`/torre/ordenes/${ordenId}`);
    await page.getByRole('button', { name: 'Corregir', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Corregir la orden' });
    await dialog.getByLabel('Producto 1', { exact: true }).selectOption({ label: 'Café de origen, 500 g' });
    expect(await dialog.getByLabel('Quién recibe').inputValue()).toBe('Ana Rojas');
    expect(await dialog.getByLabel('Lugar (latitud, longitud)').inputValue()).toBe('4.6767, -74.0483');
    expect(await dialog.getByLabel('Desde').inputValue()).toBe('09:00');
    await dialog.getByLabel('Dirección', { exact: true }).fill('Carrera 11 # 82-71');
    await dialog.getByLabel('Lugar (latitud, longitud)').fill('4.6668, -74.052');
    await dialog.getByLabel('Notas para quien conduce (opcional)').fill('Local 3');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await page.getByText('Cambió el destino y las notas').waitFor();
    await page.getByText('Carrera 11 # 82-71, Bogotá').waitFor();
    await page.getByRole('button', { name: 'Reprogramar' }).click();
    expect(await page.getByLabel('Día').inputValue()).toBe(dia);
    expect(await page.getByLabel('Hasta').inputValue()).toBe('11:00');
  });

  test('is found by the end of the telephone', async () => {
    await created({ referencia: 'TELEFONO', destinatario: { nombre: 'Luis', telefono: '+57 310 7654321' } });
    const { page } = await scene.operator('/torre/ordenes');
    await isLive(page);
    await page.keyboard.press('/');
    await page.keyboard.type('4321');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'TELEFONO' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('4321');
    await page.getByRole('heading', { name: '1 orden', exact: true }).waitFor();
    await isFocused(page.getByRole('heading', { level: 1 }));
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'TELEFONO' }).press('Enter');
    await isFocused(page.getByRole('heading', { level: 1, name: 'Orden TELEFONO' }));
  });
});

test('an order that is called in is made by the form, which keeps what was typed when it is refused', async () => {
  const { page } = await scene.operator('/torre/ordenes/nueva');
  const referencia = `LLAMADA-${Date.now()}`;
  const fields = {
    Cliente: 'tienda-42',
    'Referencia del cliente (opcional)': referencia,
    'Quién recibe': 'Luz Marina',
    Teléfono: '123',
    Dirección: 'Calle 100 # 15-20',
    Ciudad: 'Bogotá',
    'Lugar (latitud, longitud)': '4.6867, -74.0483',
  };
  for (const [name, value] of Object.entries(fields)) await page.getByLabel(name, { exact: true }).fill(value);
  await page.getByLabel('Producto 1', { exact: true }).selectOption({ label: 'Café de origen, 500 g' });
  await page.getByRole('button', { name: 'Crear orden' }).click();
  const wrong = page.locator('.aviso li').filter({ hasText: 'Teléfono: ' });
  await wrong.waitFor();
  expect(await wrong.count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Reintentar' }).count()).toBe(0);
  await page.getByLabel('Teléfono', { exact: true }).fill('310 5551234');
  await page.getByRole('button', { name: 'Crear orden' }).click();
  await page.getByRole('heading', { name: `Orden ${referencia}` }).waitFor();
});

test('an order is put into the plan of a vehicle by hand, and taken out of it', async () => {
  const ordenId = await created({ referencia: `A-MANO-${Date.now()}` });
  const { page } = await scene.operator(`/torre/ordenes/${ordenId}`);
  await page.getByRole('button', { name: 'Asignar a mano' }).click();
  await page.getByLabel('Vehículo').selectOption('ALN001');
  await page.getByRole('button', { name: 'Asignar', exact: true }).click();
  await page.getByRole('link', { name: 'ALN001' }).waitFor();
  expect(await page.evaluate<string>('document.activeElement.tagName')).not.toBe('BODY');
  await page.getByRole('button', { name: 'Sacar del plan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sacar del plan' }).click();
  await page.getByRole('heading', { level: 1 }).locator('..').getByText('Por asignar').waitFor();
});

test('planning anew says what it came to, also when there is nothing to move', async () => {
  const { page } = await scene.operator('/torre/rutas/BOG-OCCIDENTE');
  await isLive(page);
  await page.getByRole('button', { name: 'Replanificar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replanificar' }).click();
  await page.getByText('Nada que mover: no se encontraron rutas mejores que las que hay.').waitFor();
});

test("the secret of a customer's webhook is shown once", async () => {
  const { page } = await scene.operator('/torre/ajustes?cliente=tienda-77');
  await page.getByRole('button', { name: 'Fijar webhook' }).click();
  await page.getByLabel('Dirección (https)').fill('https://tienda.example/avisos');
  await page.getByRole('button', { name: 'Fijar', exact: true }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole('button', { name: 'Ya lo guardé' }).click();
  await page.getByText('https://tienda.example/avisos').waitFor();
  await page.reload();
  await page.getByText('https://tienda.example/avisos').waitFor();
  expect(await page.getByText(/^whsec_/).count()).toBe(0);
});

test('the map is a list by a key, and a map again', async () => {
  const { page } = await scene.operator('/torre');
  await isLive(page);
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'Rutas de hoy' }).waitFor();
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Acercar' }).waitFor();
});

describe.each([
  '/torre',
  '/torre?vista=lista',
  '/torre/ordenes/nueva',
  '/torre/ajustes?cliente=tienda-42',
  '/torre?vehiculo=ALN000',
  '/torre/ordenes',
  '/torre/flota',
  '/torre/flota/ALN000',
  '/torre/rutas/BOG-NORTE',
  '/torre/inventario',
  '/torre/cifras',
  '/torre/sistema',
  '/torre/avisos',
  '/torre/ajustes',
])('%s', (path) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await scene.operator(path);
    await isLive(watched.page);
    await watched.page.waitForLoadState('networkidle');
  });
  afterAll(() => watched?.page.context().close());

  test('has no serious finding of axe, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await watched.page.emulateMedia({ colorScheme });
      expect(await seriousFindings(watched.page), colorScheme).toStrictEqual([]);
    }
  });
  test('breaks no rule of its policy, and throws nothing', () => expect(watched.complaints).toStrictEqual([]));
  test('fits into 360 pixels', async () => {
    await watched.page.setViewportSize({ width: 360, height: 740 });
    expect(await watched.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
  test('has one title', async () => expect(await watched.page.getByRole('heading', { level: 1 }).count()).toBe(1));
});

/** Rules that a page breaks badly, with where. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run()')) as {
    violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ target }) => target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
}
