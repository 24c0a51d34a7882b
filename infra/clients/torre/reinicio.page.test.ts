import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient } from '#infra/clients/api/client.ts';
import { GridProcess, type Outputs } from '#infra/lab/gridProcess.ts';
import { seed } from '#infra/lab/seed.ts';
import { startBrowser } from './testing/browser.ts';
import { isLive, operatorPage, pedido } from './testing/scene.ts';

const grid = new GridProcess();
let outputs: Outputs;
let browser: Browser;
beforeAll(async () => {
  [outputs, browser] = await Promise.all([grid.start(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await grid.stop();
});

test('a page outlives the server, which is killed in the middle of orders: it says so, and shows what became of them', async () => {
  const api = apiClient(outputs.apiUrl, outputs.token);
  await seed(api, { units: 200, vehicles: 1 });
  const { page } = await operatorPage({ browser, apiUrl: outputs.apiUrl, path: '/torre/ordenes' });
  await isLive(page);
  await page.evaluate('globalThis.sinRecargar = true');
  const before = await api.post('/ordenes', pedido({ referencia: 'ANTES' }), 'antes');
  await page.getByRole('row', { name: /ANTES.*Asignada/ }).waitFor();
  await api.post('/ordenes', pedido({ referencia: 'EN-MEDIO' }), 'en-medio');
  await grid.kill();

  await page.getByText('Reconectando… Lo que ve es de', { exact: false }).waitFor();
  await page.locator('.conexion.es-reconectando').waitFor();
  expect(await page.getByRole('row', { name: /ANTES.*Asignada/ }).count()).toBe(1);

  await grid.start();
  await api.post(`/ordenes/${before.id}/cancelacion`, { motivo: 'Ya no' }, 'cancela');
  await isLive(page);
  await page.getByRole('row', { name: /ANTES.*Cancelada/ }).waitFor();
  await page.getByRole('row', { name: /EN-MEDIO.*Asignada/ }).waitFor();
  expect(await page.getByText('Reconectando…').count()).toBe(0);
  expect(await page.evaluate('globalThis.sinRecargar')).toBe(true);
}, 180_000);
