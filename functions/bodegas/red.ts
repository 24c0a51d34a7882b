import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** The one stream of the warehouse directory. */
export const RED = 'alpes';

/** All warehouses, and where they are. */
export interface Red {
  readonly bodegas: Readonly<Record<string, { readonly zona: Zona }>>;
}

/** The directory of warehouses: one stream, since a reservation must see all of them to find the near ones. */
export const red = aggregate<Red>('red', { bodegas: {} }).on(BodegaRegistrada, (r, { bodegaId, zona }) => ({
  bodegas: { ...r.bodegas, [bodegaId]: { zona } },
}));

/** The warehouses from near to far; of equally near ones the first by name, so that a retry decides the same. */
export function porCercania(r: Red, zona: Zona): readonly string[] {
  return Object.entries(r.bodegas)
    .map(([bodegaId, bodega]) => ({ bodegaId, km: distanciaKm(bodega.zona, zona) }))
    .sort((a, b) => a.km - b.km || (a.bodegaId < b.bodegaId ? -1 : 1))
    .map(({ bodegaId }) => bodegaId);
}
