import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Animada, empezarAnimada } from './animada.ts';
import { startBrowser, tokenPage } from './browser.ts';

const FOLDER = path.join(import.meta.dirname, '../../../../docs/img/paginas');
const QUALITY = 70;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A page to take: its name among the pictures, where it is, and what stands on it once it is ready. */
interface Taken {
  readonly name: string;
  readonly path: string;
  readonly ready?: string;
}

/** Those of the tower, in the order in which they are taken. */
function towerOf({ placa, ordenId, clienteId }: Animada): readonly Taken[] {
  return [
    { name: 'torre', path: `/torre?vehiculo=${placa}`, ready: '.leaflet-container' },
    { name: 'ordenes', path: '/torre/ordenes' },
    { name: 'orden', path: `/torre/ordenes/${ordenId}` },
    { name: 'causas', path: `/torre/ordenes/${ordenId}/causas` },
    { name: 'nueva', path: '/torre/ordenes/nueva' },
    { name: 'flota', path: '/torre/flota' },
    { name: 'vehiculo', path: `/torre/flota/${placa}` },
    { name: 'rutas', path: '/torre/rutas/BOG-NORTE' },
    { name: 'inventario', path: '/torre/inventario' },
    { name: 'cifras', path: '/torre/cifras' },
    { name: 'sistema', path: '/torre/sistema' },
    { name: 'avisos', path: '/torre/avisos' },
    { name: 'ajustes', path: `/torre/ajustes?cliente=${clienteId}` },
    { name: 'api', path: '/docs' },
  ];
}

async function main(): Promise<void> {
  const [animada, browser] = await Promise.all([empezarAnimada(), startBrowser()]);
  const { system, placa, conductorId, ordenId, clienteId } = animada;
  const { issuer } = system;
  const visit = { browser, animada };
  try {
    mkdirSync(FOLDER, { recursive: true });
    await visited({ ...visit, token: await issuer.operator(), at: DESK }, towerOf(animada));
    await visited({ ...visit, token: await issuer.driver(conductorId), at: PHONE }, [
      { name: 'conductor', path: '/conductor' },
      { name: 'conductor-ruta', path: '/conductor/ruta' },
    ]);
    await visited({ ...visit, token: await issuer.customer(clienteId), at: DESK }, [
      { name: 'cliente', path: '/cliente' },
      { name: 'cliente-orden', path: `/cliente/${ordenId}` },
    ]);
    const asked = await fetch(`${system.apiUrl}/ordenes/${ordenId}/seguimiento`, {
      headers: { Authorization: `Bearer ${await issuer.operator()}` },
    });
    const { ruta } = (await asked.json()) as { ruta: string };
    await visited({ ...visit, token: '', at: PHONE }, [{ name: 'seguimiento', path: ruta }]);
    console.log(`${placa} and ${ordenId} were looked at.`);
  } finally {
    await browser.close();
    await system.stop();
  }
}

interface Visit {
  readonly browser: Browser;
  readonly animada: Animada;
  /** Whose; nobody's when it is empty. */
  readonly token: string;
  readonly at: typeof DESK;
}

/** Takes pages as somebody sees them, by whose clock it is the system's day. */
async function visited({ browser, animada: { system }, token, at }: Visit, pages: readonly Taken[]): Promise<void> {
  const { page } = await tokenPage(browser, token, {
    viewport: at,
    reducedMotion: 'reduce',
    colorScheme: 'light',
    deviceScaleFactor: at === PHONE ? 2 : 1,
  });
  await page.clock.setSystemTime(system.grid.clock.now());
  for (const each of pages) {
    await page.setViewportSize(at);
    await page.goto(system.apiUrl + each.path);
    await taken(page, each, at);
  }
  await page.context().close();
}

/** Takes a page in light, in dark, and, where it is for a desk, on a telephone. */
async function taken(page: Page, { name, ready = 'main h1' }: Taken, at: typeof DESK): Promise<void> {
  await page.locator(ready).first().waitFor();
  await page.locator('main:not(:has([aria-busy=true], .esqueleto))').waitFor();
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
