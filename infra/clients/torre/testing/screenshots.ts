import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { empezarAnimada } from './animada.ts';
import { startBrowser } from './browser.ts';
import { DESK, opened, PHONE, visitor, visitsOf } from './pages.ts';

const FOLDER = path.join(import.meta.dirname, '../../../../docs/img/paginas');
const QUALITY = 70;

async function main(): Promise<void> {
  const [animada, browser] = await Promise.all([empezarAnimada(), startBrowser()]);
  const { apiUrl } = animada.system;
  try {
    mkdirSync(FOLDER, { recursive: true });
    for (const visit of await visitsOf(animada)) {
      const page = await visitor(browser, animada, visit);
      for (const each of visit.pages) {
        await page.setViewportSize(visit.at);
        await opened(page, apiUrl, each);
        await taken(page, each.name, visit.at);
      }
      await page.context().close();
    }
  } finally {
    await browser.close();
    await animada.system.stop();
  }
}

/** Takes a page in light, in dark, and on the other kind of screen. */
async function taken(page: Page, name: string, at: typeof DESK): Promise<void> {
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
