import type { Browser } from 'playwright-core';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { seed } from '#infra/lab/seed.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import { newPage, startBrowser, type Watched } from './browser.ts';

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
    operator: async (path, options) => {
      const watched = await newPage(browser, options);
      await watched.page.goto(system.apiUrl + path);
      await watched.page.getByRole('button', { name: 'Entrar como Operación' }).click();
      await watched.page.waitForURL(system.apiUrl + path);
      return watched;
    },
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
