import type { ApiClient } from '#infra/clients/api/client.ts';
import { CALENDARIOS_DE_BODEGAS, calendarioDe, vehiculos } from '../data/catalogo.ts';
import type { Pedido } from '../data/dia.ts';
import { share } from '../driver/chance.ts';
import { inParallel } from '../driver/pool.ts';

const AT_ONCE = 8;
/** Goods that one warehouse alone has: who wants them with others has them fetched there. */
const RUANA = { sku: 'RUANA-LANA', nombre: 'Ruana de lana', pesoKg: 1.2, volumenM3: 0.006 };
const ONLY_IN = 'BOG-NORTE';
const WANTED = 0.08;

/**
 * Tells when the demo's warehouses and vehicles work.
 * @param perWarehouse how many vehicles each warehouse has.
 */
export async function tellCalendars(api: ApiClient, perWarehouse: number): Promise<void> {
  const steps = [
    ...Object.entries(CALENDARIOS_DE_BODEGAS).map(([id, calendario]) => ({
      path: `/bodegas/${id}/correcciones`,
      calendario,
    })),
    ...vehiculos(perWarehouse).map(({ vehiculoId }, at) => ({
      path: `/vehiculos/${vehiculoId}/correcciones`,
      calendario: calendarioDe(at % perWarehouse),
    })),
  ];
  await inParallel(steps, AT_ONCE, ({ path, calendario }) =>
    api.post(path, { calendario }, `calendario-${path.replaceAll('/', '-')}`),
  );
}

/** Registers goods that one warehouse alone has. */
export async function stockRuanas(api: ApiClient, units: number): Promise<void> {
  await api.post('/productos', RUANA, `producto-${RUANA.sku}`);
  const stock = { sku: RUANA.sku, cantidad: units, documento: 'DEMO' };
  await api.post(`/bodegas/${ONLY_IN}/ingresos`, stock, `ingreso-${RUANA.sku}`);
}

/** The orders, some of them with one of those goods more. */
export function withRuanas(pedidos: readonly Pedido[]): Pedido[] {
  return pedidos.map(({ referencia, cuerpo }) => {
    if (share(`ruana ${referencia}`) >= WANTED) return { referencia, cuerpo };
    return { referencia, cuerpo: { ...cuerpo, lineas: [...cuerpo.lineas, { sku: RUANA.sku, cantidad: 1 }] } };
  });
}
