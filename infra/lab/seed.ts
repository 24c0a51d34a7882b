import type { ApiClient } from '#infra/clients/api/client.ts';
import { BODEGAS, PRODUCTOS, vehiculos } from './data/catalogo.ts';

/** Paper runs out: an order for it is refused, as on a real day. */
const SCARCE = 'PAPEL-12';

interface Amounts {
  /** Units of each product in each warehouse; of the scarce one, a hundredth. */
  readonly units: number;
  /** Vehicles of each warehouse. */
  readonly vehicles: number;
}

/** One step of the seeding, to be shown as progress. */
export interface SeedStep {
  readonly what: string;
  run(): Promise<unknown>;
}

/** Registers the demo's warehouses, products, stock and vehicles through the API. Every step may be repeated. */
export function seedSteps(api: ApiClient, { units, vehicles }: Amounts): SeedStep[] {
  const step = (what: string, path: string, body: object, key: string): SeedStep => ({
    what,
    run: () => api.post(path, body, `demo-${key}`),
  });
  return [
    ...BODEGAS.map((bodega) => step(bodega.nombre, '/bodegas', bodega, bodega.bodegaId)),
    ...PRODUCTOS.map((producto) => step(producto.nombre, '/productos', producto, producto.sku)),
    ...BODEGAS.flatMap(({ bodegaId }) =>
      PRODUCTOS.map(({ sku }) =>
        step(
          `${sku} en ${bodegaId}`,
          `/bodegas/${bodegaId}/ingresos`,
          { sku, cantidad: sku === SCARCE ? Math.ceil(units / 100) : units, documento: 'DEMO' },
          `${bodegaId}-${sku}`,
        ),
      ),
    ),
    ...vehiculos(vehicles).map((vehiculo) => step(vehiculo.vehiculoId, '/vehiculos', vehiculo, vehiculo.vehiculoId)),
  ];
}
