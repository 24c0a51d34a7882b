import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it; `CHROMIUM` says another place. */
const PLACES = [
  process.env.CHROMIUM,
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Starts the browser of this machine. @throws Error when there is none: it says how to get one. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!executablePath)
    throw new Error(
      'There is no Chromium. On Debian: apt-get install chromium. Elsewhere say by CHROMIUM where it is.',
    );
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page with what it complained of. */
export interface Watched {
  readonly page: Page;
  /** Errors of scripts, and what the policy refused. */
  readonly complaints: string[];
}

/** A page on which somebody typed in a token, as where there is no provider, before it opens; nobody, without one. */
export async function tokenPage(browser: Browser, token: string, options?: BrowserContextOptions): Promise<Watched> {
  const watched = await newPage(browser, options);
  if (token) await watched.page.addInitScript(`sessionStorage.setItem('alpes.token', ${JSON.stringify(token)})`);
  return watched;
}

/** A new page of a new profile, watched. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'es-CO', timezoneId: 'America/Bogota', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}
