import type { ApiClient } from '#infra/clients/api/client.ts';
import { BODEGAS, PRODUCTOS, vehiculos } from './data/catalogo.ts';
import { inParallel } from './driver/pool.ts';
import { progressBar } from './progress.ts';

/** Paper runs out: an order for it is refused, as on a real day. */
const SCARCE = 'PAPEL-12';
const AT_ONCE = 8;

interface Amounts {
  /** Units of each product in each warehouse; of the scarce one, a hundredth. */
  readonly units: number;
  /** Vehicles of each warehouse. */
  readonly vehicles: number;
}

interface Step {
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

/**
 * Registers the demo's warehouses, products, stock and vehicles through the API, with a progress bar of this title.
 * Doing it again changes nothing.
 */
export async function seed(api: ApiClient, amounts: Amounts, title = 'Preparación       '): Promise<void> {
  const phases = [catalogue(), stockAndFleet(amounts)];
  const bar = progressBar(title, phases.flat().length);
  for (const phase of phases) {
    await inParallel(phase, AT_ONCE, async ({ path, body, key }) => {
      await api.post(path, body, `demo-${key}`);
      bar.step();
    });
  }
  bar.end();
}

function catalogue(): Step[] {
  return [
    ...BODEGAS.map((body) => ({ path: '/bodegas', body, key: body.bodegaId })),
    ...PRODUCTOS.map((body) => ({ path: '/productos', body, key: body.sku })),
  ];
}

function stockAndFleet({ units, vehicles }: Amounts): Step[] {
  const stock = BODEGAS.flatMap(({ bodegaId }) =>
    PRODUCTOS.map(({ sku }) => ({
      path: `/bodegas/${bodegaId}/ingresos`,
      body: { sku, cantidad: sku === SCARCE ? Math.ceil(units / 100) : units, documento: 'DEMO' },
      key: `${bodegaId}-${sku}`,
    })),
  );
  return [...stock, ...vehiculos(vehicles).map((body) => ({ path: '/vehiculos', body, key: body.vehiculoId }))];
}
