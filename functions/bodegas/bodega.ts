import { llegaA } from '#events/bodegas/alcance.ts';
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
  return bodegas.length > 0 && !bodegas.some((una) => llegaA(una, [zona]));
}

/** The warehouses from near to far; of equally near ones the first by name, so that a retry decides the same. */
export function porCercania(bodegas: readonly Ubicada[], zona: Zona): readonly string[] {
  return bodegas
    .map((una) => ({ bodegaId: una.bodegaId, km: distanciaKm(una.zona, zona) }))
    .sort((a, b) => a.km - b.km || (a.bodegaId < b.bodegaId ? -1 : 1))
    .map(({ bodegaId }) => bodegaId);
}

/** The warehouses whose goods can be brought to a place. */
export interface Dadoras {
  /** All of them, from near to far. */
  readonly cercanas: readonly string[];
  /** Those of which one vehicle can bring goods together: the ones that a warehouse reaches which serves the place, from near to far. */
  readonly grupos: readonly (readonly string[])[];
}

/**
 * The warehouses that may give to a place: those that serve it, and those from which one that serves it can fetch goods
 * (`llegaA`). Whether there is a vehicle on that day is another question, which is asked of the fleet.
 */
export function dadorasPara(bodegas: readonly Ubicada[], lugar: Zona): Dadoras {
  const orden = porCercania(bodegas, lugar);
  const porId = new Map(bodegas.map((una) => [una.bodegaId, una]));
  const cerca = orden.flatMap((bodegaId) => porId.get(bodegaId) ?? []);
  const grupos = cerca
    .filter((una) => llegaA(una, [lugar]))
    .map((una) => cerca.filter((otra) => otra === una || llegaA(una, [otra.zona])).map(({ bodegaId }) => bodegaId));
  const distintos = [...new Map(grupos.map((grupo) => [grupo.join(' '), grupo])).values()];
  const todas = new Set(grupos.flat());
  return { cercanas: orden.filter((bodegaId) => todas.has(bodegaId)), grupos: distintos };
}

/** Whether one vehicle can bring goods of all these warehouses together. */
export function danJuntas({ grupos }: Dadoras, bodegas: readonly string[]): boolean {
  return grupos.some((grupo) => bodegas.every((bodegaId) => grupo.includes(bodegaId)));
}
