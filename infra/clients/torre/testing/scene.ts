import type { Browser, Page } from 'playwright-core';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { seed } from '#infra/lab/seed.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import { newPage, startBrowser, type Watched } from './browser.ts';

/** A page on which somebody is to sign in. */
interface Opened {
  readonly browser: Browser;
  /** Of the pages, without a slash at its end. */
  readonly apiUrl: string;
  readonly path: string;
  readonly options?: Parameters<typeof newPage>[1];
  /** What is done with the page before it asks for anything. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** A page of a new profile on which an operator has signed in. */
export async function operatorPage({ browser, apiUrl, path, options, prepare }: Opened): Promise<Watched> {
  const watched = await newPage(browser, options);
  await prepare?.(watched.page);
  await watched.page.goto(apiUrl + path);
  await watched.page.getByRole('button', { name: 'Entrar como Operación' }).click();
  await watched.page.waitForURL(apiUrl + path);
  return watched;
}

/** Waits until what a page shows is told to it as it comes. */
export function isLive(page: Page): Promise<void> {
  return page.locator('.conexion.es-vivo').waitFor();
}

/** The whole system with the demo's things, and a browser that looks at it. */
export interface Scene {
  readonly system: System;
  readonly browser: Browser;
  /** With an operator's token. */
  readonly api: ApiClient;
  /** A page of a new profile on which an operator has signed in, at a path of the pages. */
  operator(path: string, options?: Parameters<typeof newPage>[1]): Promise<Watched>;
  stop(): Promise<void>;
}

/** Starts it on free ports, and keeps nothing. */
export async function startScene(): Promise<Scene> {
  const [system, browser] = await Promise.all([startSystem(), startBrowser()]);
  const api = apiClient(system.apiUrl, await system.issuer.operator());
  await seed(api, { units: 200, vehicles: 2 });
  return {
    system,
    browser,
    api,
    operator: (path, options) => operatorPage({ browser, apiUrl: system.apiUrl, path, ...(options && { options }) }),
    stop: async () => {
      await browser.close();
      await system.stop();
    },
  };
}

/** An order for a place in the north of Bogotá, as the API takes it. */
export function pedido(more: object = {}): object {
  return {
    clienteId: 'tienda-42',
    destinatario: { nombre: 'Ana Rojas', telefono: '+57 300 1234567' },
    destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lat: 4.6767, lon: -74.0483 } },
    lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
    ...more,
  };
}
