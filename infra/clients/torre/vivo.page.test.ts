import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { API_STAGE } from '#infra/cdk/names.ts';
import { inParallel } from '#infra/lab/driver/pool.ts';
import { WAIT } from '#infra/lab/testing/probe.ts';
import { tokenPage } from './testing/browser.ts';
import { isLive, operatorPage, pedido, type Scene, startScene } from './testing/scene.ts';

/** With three events each, more than a hundred. */
const MISSED = 34;
/** So many orders go one after the other into plans, on a machine that shows pages meanwhile. */
const ALL_PLANNED = { timeout: 120_000, interval: 250 };

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.stop());

const created = (more?: object) => scene.api.post('/ordenes', pedido(more)).then(({ id }) => id);

const withToken = async () => tokenPage(scene.browser, await scene.system.issuer.operator());

/** The orders that a page lists: reference and state. */
const listed = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('tbody tr')].map(({ children: [one, two] }) => one.innerText + ' ' + two.innerText.trim()).sort()`,
  );

test('a reconnection that missed a hundred events: nothing is missing, and nothing is there twice', async () => {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  const { page } = await operatorPage({
    browser: scene.browser,
    apiUrl: scene.system.apiUrl,
    path: '/torre/ordenes',
    prepare: (page) =>
      page.routeWebSocket(
        (url) => url.href.startsWith(scene.system.liveUrl),
        (socket) => {
          if (isCut) return void socket.close();
          socket.connectToServer();
          open.add(socket);
        },
      ),
  });
  await isLive(page);
  const known = await created({ referencia: 'CONOCIDA' });
  await page.getByRole('row', { name: /CONOCIDA.*Asignada/ }).waitFor();

  isCut = true;
  for (const socket of open) await socket.close();
  await page.locator('.conexion.es-reconectando').waitFor();
  const references = Array.from({ length: MISSED }, (_, at) => `PERDIDA-${String(at).padStart(2, '0')}`);
  await inParallel(references, 4, async (referencia) => void (await created({ referencia })));
  await scene.api.post(`/ordenes/${known}/cancelacion`, { motivo: 'Ya no' });
  await vi.waitFor(async () => {
    const { elementos } = await scene.api.get('/ordenes', { estado: 'asignada', limite: 200 });
    expect(elementos).toHaveLength(MISSED);
  }, ALL_PLANNED);
  expect(await listed(page)).toStrictEqual(['CONOCIDA Asignada']);

  isCut = false;
  await isLive(page);
  const truth = ['CONOCIDA Cancelada', ...references.map((one) => `${one} Asignada`)];
  await vi.waitFor(async () => expect(await listed(page)).toStrictEqual(truth), WAIT);
  await page.getByRole('heading', { name: `${MISSED + 1} órdenes` }).waitFor();
  const last = await created({ referencia: 'ULTIMA' });
  await page.getByRole('row', { name: /ULTIMA.*Asignada/ }).waitFor();
  await scene.api.post(`/ordenes/${last}/cancelacion`, { motivo: 'Ya no' });
}, 240_000);

test('where there is no channel, the page asks every five seconds, by tag, and says so', async () => {
  const unchanged: string[] = [];
  const { page } = await withToken();
  page.on('response', (response) => {
    if (response.status() === 304) unchanged.push(new URL(response.url()).pathname);
  });
  await page.route(`${scene.system.apiUrl}/torre/ordenes`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/"vivo":"[^"]*",?/, '') });
  });
  await page.goto(`${scene.system.apiUrl}/torre/ordenes`);
  await page.getByTitle('Se actualiza cada 5 s: esta red no tiene canal en vivo').waitFor();
  await page.locator('.conexion').getByText('Cada 5 s').waitFor();
  await vi.waitFor(() => expect(unchanged).toContain('/ordenes'), WAIT);
  await created({ referencia: 'SONDEADA' });
  await page.getByRole('row', { name: /SONDEADA.*Asignada/ }).waitFor();
});

test('an order shows what led to what, who worked for it with what calls, and how far each view is', async () => {
  const ordenId = await created({ referencia: 'CAUSAS' });
  const { page, complaints } = await scene.operator(`/torre/ordenes/${ordenId}/causas`);
  const picture = page.locator('ol.causas');
  for (const fact of ['OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada'])
    await picture.locator('.es-hecho').getByText(fact, { exact: true }).waitFor();
  await picture.locator('summary', { hasText: 'crearOrden' }).first().click();
  await picture.locator('details[open] .llamadas li').first().waitFor();
  const views = page.getByRole('table', { name: /Vistas de la orden/ });
  await views.getByRole('row', { name: /^ordenes orden 3/ }).waitFor();
  expect(complaints).toStrictEqual([]);
});

test('under the stage of an API all is found: the documents, their files, what they ask, and the ways between them', async () => {
  const { endpoint, grid } = scene.system;
  const api = Object.values(grid.outputs).find(({ ApiId }) => ApiId !== undefined)?.ApiId;
  const root = `${endpoint}/_aws/execute-api/${api}/${API_STAGE}`;
  const referencia = `ETAPA-${Date.now()}`;
  await created({ referencia });
  const { page, complaints } = await withToken();
  const lost: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) lost.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${root}/torre/ordenes`);
  await isLive(page);
  await page.getByRole('link', { name: referencia }).click();
  await page.getByRole('heading', { name: `Orden ${referencia}` }).waitFor();
  expect(page.url().startsWith(`${root}/torre/ordenes/`)).toBe(true);
  await page.reload();
  await page.getByRole('heading', { name: `Orden ${referencia}` }).waitFor();
  expect([lost, complaints]).toStrictEqual([[], []]);
});
