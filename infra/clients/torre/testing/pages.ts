import type { Browser, Page } from 'playwright-core';
import { apiClient } from '#infra/clients/api/client.ts';
import type { Animada } from './animada.ts';
import { tokenPage } from './browser.ts';

/** A desk's screen, and a telephone's. */
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A page to be looked at: its name, where it is, and what stands on it once it is ready. */
interface Looked {
  readonly name: string;
  readonly path: string;
  readonly ready?: string;
}

/** The pages of somebody, and the screen that they are for. */
export interface Visit {
  /** Whose; nobody's when it is empty. */
  readonly token: string;
  readonly at: typeof DESK;
  readonly pages: readonly Looked[];
}

/** All pages of a system in the middle of its work, by whom they are for. */
export async function visitsOf(animada: Animada): Promise<readonly Visit[]> {
  const { system, placa, conductorId, ordenId, clienteId, bodegaId } = animada;
  const { issuer } = system;
  const operator = await issuer.operator();
  const asked = await fetch(`${system.apiUrl}/ordenes/${ordenId}/seguimiento`, {
    headers: { Authorization: `Bearer ${operator}` },
  });
  const { ruta } = (await asked.json()) as { ruta: string };
  return [
    {
      token: operator,
      at: DESK,
      pages: [
        { name: 'torre', path: `/torre?vehiculo=${placa}`, ready: '.vehiculo.elegido' },
        { name: 'ordenes', path: '/torre/ordenes' },
        { name: 'orden', path: `/torre/ordenes/${ordenId}` },
        { name: 'causas', path: `/torre/ordenes/${ordenId}/causas` },
        { name: 'nueva', path: '/torre/ordenes/nueva' },
        { name: 'flota', path: '/torre/flota' },
        { name: 'vehiculo', path: `/torre/flota/${placa}`, ready: '.paradas li' },
        { name: 'rutas', path: `/torre/rutas/${bodegaId}` },
        { name: 'inventario', path: '/torre/inventario' },
        { name: 'recepcion', path: '/torre/recepcion' },
        { name: 'cifras', path: '/torre/cifras' },
        { name: 'sistema', path: '/torre/sistema' },
        { name: 'avisos', path: '/torre/avisos' },
        { name: 'ajustes', path: `/torre/ajustes?cliente=${clienteId}` },
        { name: 'api', path: '/docs' },
      ],
    },
    {
      token: await issuer.driver(conductorId),
      at: PHONE,
      pages: [
        { name: 'conductor', path: '/conductor' },
        { name: 'conductor-ruta', path: '/conductor/ruta' },
      ],
    },
    {
      token: await issuer.customer(clienteId),
      at: DESK,
      pages: [
        { name: 'cliente', path: '/cliente' },
        { name: 'cliente-orden', path: `/cliente/${ordenId}` },
      ],
    },
    { token: '', at: PHONE, pages: [{ name: 'seguimiento', path: ruta }] },
  ];
}

/** A page of a new profile for such a visit, by whose clock it is the system's day, and who stands where the van is. */
export async function visitor(browser: Browser, { system, placa }: Animada, { token, at }: Visit): Promise<Page> {
  const { posicion } = await apiClient(system.apiUrl, await system.issuer.operator()).get(`/vehiculos/${placa}`);
  const { lat: latitude, lon: longitude } = posicion.coordenadas;
  const { page } = await tokenPage(browser, token, {
    viewport: at,
    reducedMotion: 'reduce',
    geolocation: { latitude, longitude },
    permissions: ['geolocation'],
    colorScheme: 'light',
    deviceScaleFactor: at === PHONE ? 2 : 1,
  });
  await page.clock.setSystemTime(system.grid.clock.now());
  return page;
}

/** Opens a page, and waits until all that it reads is there. */
export async function opened(page: Page, root: string, { path, ready = 'main h1' }: Looked): Promise<void> {
  await page.goto(root + path);
  await page.locator(ready).first().waitFor();
  await page.locator('main:not(:has([aria-busy=true], .esqueleto))').waitFor();
  await page.waitForLoadState('networkidle');
}
