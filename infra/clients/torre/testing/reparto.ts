import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe } from '#infra/lab/testing/probe.ts';

/** A telephone of a small screen. */
export const TELEFONO = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} as const;

/** Who drives the van, and a customer of the orders. */
export const PLACA = 'ALN003';
export const CONDUCTOR = `conductor-${PLACA}`;
export const CLIENTE = 'tienda-42';

const BASE = { lat: 4.746, lon: -74.047 };
const PUERTAS = [
  { direccion: 'Carrera 15 # 93-60, apto 402', coordenadas: { lat: 4.6767, lon: -74.0483 } },
  { direccion: 'Calle 85 # 12-10', coordenadas: { lat: 4.67, lon: -74.053 } },
  { direccion: 'Carrera 11 # 82-71, local 3', coordenadas: { lat: 4.6668, lon: -74.052 } },
  { direccion: 'Calle 100 # 19-54', coordenadas: { lat: 4.685, lon: -74.056 } },
] as const;

/** A system on which a van of one driver is to bring orders to doors. */
export interface Reparto {
  readonly sonda: Probe;
  /** Of the pages, without a slash at its end. */
  readonly url: string;
  /** Orders of the customer that are in the van's plan of today. */
  encargar(cuantas: number): Promise<readonly string[]>;
  /** What became of an order. */
  orden(ordenId: string, es: object): Promise<void>;
}

/** Starts such a system, at ten in the morning of its own time: a telephone's clock differs by hours. */
export async function empezarReparto(): Promise<Reparto> {
  const sonda = await startProbe();
  const dia = tenInTheMorning(sonda.system.grid);
  await sonda.done('/bodegas', { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas: BASE });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(1));
  await sonda.done('/productos', { sku: 'CAFE-500', nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 });
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: 'CAFE-500', cantidad: 1_000 });
  for (const [vehiculoId, conductorId] of [
    [PLACA, CONDUCTOR],
    ['ALN004', 'conductor-ALN004'],
  ] as const) {
    // The other van is too small for any order: the first one gets them.
    const capacidadKg = vehiculoId === PLACA ? 500 : 0.1;
    await sonda.done('/vehiculos', { vehiculoId, bodegaId: 'BOG-NORTE', base: BASE, capacidadKg, capacidadM3: 4 });
    await sonda.seen(`/vehiculos/${vehiculoId}`, (body) => expect(body.vehiculoId).toBe(vehiculoId));
    await sonda.done('/conductores', { conductorId, nombre: 'Luis Alberto Mora Rojas', telefono: '+573105550107' });
    await sonda.done(`/conductores/${conductorId}/jornadas`, { dia, vehiculoId });
  }
  const orden: Reparto['orden'] = (id, es) => sonda.seen(`/ordenes/${id}`, (body) => expect(body).toMatchObject(es));
  return {
    sonda,
    url: sonda.system.apiUrl,
    encargar: async (cuantas) => {
      const ids: string[] = [];
      for (const destino of PUERTAS.slice(0, cuantas)) {
        const { id } = await sonda.done('/ordenes', {
          clienteId: CLIENTE,
          destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
          destino: { ...destino, ciudad: 'Bogotá' },
          lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
        });
        ids.push(id);
      }
      for (const id of ids) await orden(id, { estado: 'asignada', vehiculoId: PLACA });
      return ids;
    },
    orden,
  };
}

/** Signs in on the development issuer's page, as whatever leads there. */
export async function entrarComo(
  page: Page,
  como: 'operador' | 'conductor' | 'cliente',
  quien?: string,
): Promise<void> {
  const tarjeta = page.locator('form.tarjeta', { has: page.locator(`input[name=como][value=${como}]`) });
  const campo = tarjeta.locator('[name=quien]');
  if (quien !== undefined)
    await ((await campo.evaluate((element) => element.tagName)) === 'SELECT'
      ? campo.selectOption(quien)
      : campo.fill(quien));
  await tarjeta.getByRole('button').click();
}

/** Draws something into the field for signatures. */
export async function firmar(page: Page): Promise<void> {
  const lienzo = page.locator('.firma canvas');
  await lienzo.scrollIntoViewIfNeeded();
  const box = await lienzo.boundingBox();
  if (!box) throw new Error('There is nowhere to sign.');
  await page.mouse.move(box.x + 30, box.y + 100);
  await page.mouse.down();
  for (const [dx, dy] of [
    [60, 40],
    [90, 120],
    [130, 50],
    [170, 110],
    [230, 70],
  ] as const)
    await page.mouse.move(box.x + dx, box.y + dy, { steps: 4 });
  await page.mouse.up();
}

/** Hands over the stop that is shown. */
export async function entregar(page: Page, recibidoPor: string): Promise<void> {
  await page.getByRole('link', { name: 'Entregar', exact: true }).click();
  await page.getByLabel('Nombre').fill(recibidoPor);
  await firmar(page);
  await page.getByRole('button', { name: 'Confirmar entrega' }).click();
}

/** Says of the stop that is shown that nobody was there. */
export async function noSePudo(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'No se pudo' }).click();
  await page.getByText('No había quién recibiera').click();
  await page.getByRole('button', { name: 'Informar que no se pudo' }).click();
}
