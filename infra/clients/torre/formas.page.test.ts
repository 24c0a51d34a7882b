import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Watched } from './testing/browser.ts';
import { isLive, pedido, type Scene, startScene } from './testing/scene.ts';

const WIDE = { width: 1024, height: 768 };

let scene: Scene;
let ordenId: string;
beforeAll(async () => {
  scene = await startScene();
  ordenId = (await scene.api.post('/ordenes', pedido({ referencia: 'FORMAS' }))).id;
});
afterAll(() => scene?.stop());

/** Wider than the window: how much of the page is, and what of it goes beyond. */
const overflow = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [scrollWidth + ' > ' + clientWidth, ...beyond.slice(0, 5).map((one) => one.tagName + '.' + one.className)];
  })()`);

/** Tables of which a part is only seen by moving them to the side. */
const cut = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('.tabla-caja')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel)`,
  );

/** A chart takes another width a moment after the window has it. */
const fits = (page: Page) => expect.poll(() => overflow(page), { timeout: 10_000 }).toStrictEqual([]);

describe.each([
  '/torre',
  '/torre/ordenes',
  '/torre/ordenes/:orden',
  '/torre/ordenes/:orden/causas',
  '/torre/flota',
  '/torre/rutas/BOG-NORTE',
  '/torre/inventario',
  '/torre/cifras',
  '/torre/sistema',
  '/torre/avisos',
  '/torre/ajustes',
])('%s', (path) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await scene.operator(path.replace(':orden', ordenId), { viewport: WIDE });
    await isLive(watched.page);
    await watched.page.waitForLoadState('networkidle');
  });
  afterAll(() => watched?.page.context().close());

  test('fits into 1024 pixels', () => fits(watched.page));
  test.each([1024, 1280, 1440])('shows all of the navigation at %i pixels', async (width) => {
    await watched.page.setViewportSize({ ...WIDE, width });
    const [wide, has] = await watched.page
      .getByRole('navigation', { name: 'Páginas' })
      .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    expect(wide).toBeLessThanOrEqual(has as number);
    await watched.page.setViewportSize(WIDE);
  });
  test.each([360, 1280])('cuts no table off at %i pixels', async (width) => {
    await watched.page.setViewportSize({ ...WIDE, width });
    await watched.page.evaluate("for (const one of document.querySelectorAll('.plegada')) one.open = true");
    await expect.poll(() => cut(watched.page), { timeout: 10_000 }).toStrictEqual([]);
    await watched.page.setViewportSize(WIDE);
  });
  test('fits with forced colours', async () => {
    await watched.page.emulateMedia({ forcedColors: 'active' });
    await fits(watched.page);
    await watched.page.emulateMedia({ forcedColors: null });
  });
  test('fits with text of twice the size', async () => {
    await watched.page.evaluate("document.documentElement.style.fontSize = '200%'");
    await fits(watched.page);
  });
});
