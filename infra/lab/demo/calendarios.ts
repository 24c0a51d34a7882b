import type { ApiClient } from '#infra/clients/api/client.ts';
import { CALENDARIOS_DE_BODEGAS, calendarioDe, vehiculos } from '../data/catalogo.ts';
import { inParallel } from '../driver/pool.ts';

const AT_ONCE = 8;

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
