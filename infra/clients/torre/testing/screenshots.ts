import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Animada, empezarAnimada } from './animada.ts';
import { newPage, startBrowser } from './browser.ts';

const FOLDER = path.join(import.meta.dirname, '../../../../docs/img/paginas');
const QUALITY = 72;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A page to take: its name among the pictures, where it is, and what stands on it once it is ready. */
interface Taken {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
}

/** Those of the tower, in the order in which they are taken. */
function towerOf({ placa, ordenId }: Animada): readonly Taken[] {
  return [
    { name: 'torre', path: `/torre?vehiculo=${placa}`, ready: '.leaflet-container' },
    { name: 'ordenes', path: '/torre/ordenes', ready: 'main h1' },
    { name: 'orden', path: `/torre/ordenes/${ordenId}`, ready: 'main h1' },
    { name: 'causas', path: `/torre/ordenes/${ordenId}/causas`, ready: 'main h1' },
    { name: 'flota', path: '/torre/flota', ready: 'main h1' },
    { name: 'vehiculo', path: `/torre/flota/${placa}`, ready: 'main h1' },
    { name: 'rutas', path: '/torre/rutas/BOG-NORTE', ready: 'main h1' },
    { name: 'inventario', path: '/torre/inventario', ready: 'main h1' },
    { name: 'cifras', path: '/torre/cifras', ready: 'main h1' },
    { name: 'sistema', path: '/torre/sistema', ready: 'main h1' },
    { name: 'avisos', path: '/torre/avisos', ready: 'main h1' },
    { name: 'api', path: '/docs', ready: 'main h1' },
  ];
}

async function main(): Promise<void> {
  const [animada, browser] = await Promise.all([empezarAnimada(), startBrowser()]);
  try {
    mkdirSync(FOLDER, { recursive: true });
    await tower(browser, animada);
    await telephone(browser, animada);
  } finally {
    await browser.close();
    await animada.system.stop();
  }
}

async function tower(browser: Browser, animada: Animada): Promise<void> {
  const page = await opened(browser, DESK);
  await page.goto(`${animada.system.apiUrl}/torre`);
  await page.getByRole('button', { name: 'Entrar como Operación' }).click();
  await page.waitForURL(`${animada.system.apiUrl}/torre`);
  for (const each of towerOf(animada)) {
    await page.setViewportSize(DESK);
    await page.goto(animada.system.apiUrl + each.path);
    await taken(page, each, DESK);
  }
}

/** The driver's and the customer's pages, which are for telephones. */
async function telephone(browser: Browser, animada: Animada): Promise<void> {
  const { system, placa, ordenId } = animada;
  const driver = await opened(browser, PHONE);
  await driver.goto(`${system.apiUrl}/conductor`);
  const card = driver.locator('form.tarjeta', { has: driver.locator('input[name=como][value=conductor]') });
  const field = card.locator('[name=quien]');
  const isSelect = await field.evaluate(({ tagName }) => tagName === 'SELECT');
  await (isSelect ? field.selectOption(placa) : field.fill(placa));
  await card.getByRole('button').click();
  await driver.waitForURL(`${system.apiUrl}/conductor`);
  await taken(driver, { name: 'conductor', path: '/conductor', ready: 'main h1' }, PHONE);

  const operator = await system.issuer.operator();
  const asked = await fetch(`${system.apiUrl}/ordenes/${ordenId}/seguimiento`, {
    headers: { Authorization: `Bearer ${operator}` },
  });
  const { token } = (await asked.json()) as { token: string };
  const customer = await opened(browser, PHONE);
  await customer.goto(`${system.apiUrl}/seguimiento/${token}`);
  await taken(customer, { name: 'seguimiento', path: '/seguimiento', ready: 'main h1' }, PHONE);
}

async function opened(browser: Browser, viewport: typeof DESK): Promise<Page> {
  const { page } = await newPage(browser, { viewport, reducedMotion: 'reduce', colorScheme: 'light' });
  return page;
}

/** Takes a page in light, in dark, and, where it is for a desk, on a telephone. */
async function taken(page: Page, { name, ready }: Taken, at: typeof DESK): Promise<void> {
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  await shot(page, `${name}-claro`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, `${name}-oscuro`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(at === DESK ? PHONE : DESK);
  await shot(page, `${name}-${at === DESK ? 'telefono' : 'ancho'}`);
}

async function shot(page: Page, name: string): Promise<void> {
  // What follows a change of size or colours is drawn within two frames.
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  const debug = await page.context().newCDPSession(page);
  const { data } = await debug.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await debug.detach();
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(path.join(FOLDER, `${name}.webp`), bytes);
  console.log(`${name}.webp ${Math.ceil(bytes.length / 1_024)} KB`);
}

await main();
