import { ALCANCE_KM } from '#events/bodegas/alcance.ts';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Calendario } from '#events/comun/calendario.ts';
import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { corregido } from './cambios.ts';

/** What is known of a warehouse; what `calendario`, `esperaMaximaMin` and `alcanceKm` mean when absent is said at BodegaRegistrada. */
export interface FichaDeBodega {
  readonly nombre: string;
  readonly ciudad: string;
  readonly zona: Zona;
  readonly calendario?: Calendario | undefined;
  readonly esperaMaximaMin?: number | undefined;
  readonly alcanceKm?: number | undefined;
}

/** A warehouse. */
export type Bodega =
  | { readonly estado: 'inexistente' }
  | { readonly estado: 'registrada'; readonly ficha: FichaDeBodega };

/** A warehouse of the network. */
export const bodega = aggregate<Bodega>('bodega', { estado: 'inexistente' })
  .on(BodegaRegistrada, (_, { bodegaId, ...ficha }) => ({ estado: 'registrada', ficha }))
  .on(BodegaCorregida, (b, { bodegaId, ...dicho }) =>
    b.estado === 'registrada' ? { ...b, ficha: corregido(b.ficha, dicho) } : b,
  );

/** Where a warehouse is, and how far it serves, in kilometres; as usual where nothing is said. */
export interface Ubicada {
  readonly bodegaId: string;
  readonly zona: Zona;
  readonly alcanceKm?: number | undefined;
}

/** Whether a place is too far from every warehouse. Where there is none yet, nothing is said of places. */
export function fueraDeAlcance(bodegas: readonly Ubicada[], zona: Zona): boolean {
  return bodegas.length > 0 && !bodegas.some((una) => distanciaKm(una.zona, zona) <= (una.alcanceKm ?? ALCANCE_KM));
}

/** The warehouses from near to far; of equally near ones the first by name, so that a retry decides the same. */
export function porCercania(bodegas: readonly Ubicada[], zona: Zona): readonly string[] {
  return bodegas
    .map((una) => ({ bodegaId: una.bodegaId, km: distanciaKm(una.zona, zona) }))
    .sort((a, b) => a.km - b.km || (a.bodegaId < b.bodegaId ? -1 : 1))
    .map(({ bodegaId }) => bodegaId);
}
