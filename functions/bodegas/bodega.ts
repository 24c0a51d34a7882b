import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A warehouse. */
export interface Bodega {
  readonly estado: 'inexistente' | 'registrada';
}

/** A warehouse of the network. */
export const bodega = aggregate<Bodega>('bodega', { estado: 'inexistente' }).on(BodegaRegistrada, () => ({
  estado: 'registrada',
}));

/** Where a warehouse is. */
export interface Ubicada {
  readonly bodegaId: string;
  readonly zona: Zona;
}

/** The warehouses from near to far; of equally near ones the first by name, so that a retry decides the same. */
export function porCercania(bodegas: readonly Ubicada[], zona: Zona): readonly string[] {
  return bodegas
    .map((una) => ({ bodegaId: una.bodegaId, km: distanciaKm(una.zona, zona) }))
    .sort((a, b) => a.km - b.km || (a.bodegaId < b.bodegaId ? -1 : 1))
    .map(({ bodegaId }) => bodegaId);
}
