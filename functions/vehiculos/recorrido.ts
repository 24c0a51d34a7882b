import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import type { Tramo } from './calendario.ts';

/** A vehicle on a day: where it starts and ends, what it can carry, its working hours, and when it can leave at the earliest. */
export interface Turno {
  readonly base: Zona;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  readonly tramos: readonly Tramo[];
  /** ISO 8601; before the first of its hours it does not leave. */
  readonly salida: string;
}

/** A warehouse other than the vehicle's own, where goods have to be fetched. */
export interface Recogida {
  readonly bodegaId: string;
  readonly zona: Zona;
}

/** What a delivery must tell to have its place in a route. */
export interface Visita {
  readonly ordenId: string;
  readonly zona: Zona;
  readonly pesoKg: number;
  readonly volumenM3: number;
  readonly ventana?: Ventana | undefined;
  readonly recogidas: readonly Recogida[];
  /** Whether the vehicle has goods of it already: no other can deliver it. */
  readonly aBordo: boolean;
  /** Whether a person has locked it: it keeps its vehicle and its place, and what comes before it does too. */
  readonly fija: boolean;
}

/** What one vehicle is to do on a day, in the order in which it does it. */
export interface Recorrido {
  readonly vehiculoId: string;
  readonly turno: Turno;
  readonly visitas: readonly Visita[];
}

/** Where goods have to be fetched before the first delivery: the warehouse nearest to the base first. */
export function recogidasDe(
  { base }: Pick<Turno, 'base'>,
  visitas: readonly Pick<Visita, 'recogidas'>[],
): readonly Recogida[] {
  const bodegas = new Map(visitas.flatMap(({ recogidas }) => recogidas.map((una) => [una.bodegaId, una] as const)));
  return [...bodegas.values()]
    .map((recogida) => ({ recogida, km: distanciaKm(base, recogida.zona) }))
    .sort((a, b) => a.km - b.km || (a.recogida.bodegaId < b.recogida.bodegaId ? -1 : 1))
    .map(({ recogida }) => recogida);
}

/** How many of the visits keep their places: all up to the last one that is locked. */
export function cuantasFijas(visitas: readonly Visita[]): number {
  return visitas.findLastIndex(({ fija }) => fija) + 1;
}

/** Whether no other vehicle can do a visit: that one has its goods, or fetches them on its way. */
export function esDeSuVehiculo({ aBordo, recogidas }: Visita): boolean {
  return aBordo || recogidas.length > 0;
}

/** Whether the goods of all visits fit into the vehicle at once. */
export function cabeLaCarga(
  { capacidadKg, capacidadM3 }: Pick<Turno, 'capacidadKg' | 'capacidadM3'>,
  visitas: readonly Pick<Visita, 'pesoKg' | 'volumenM3'>[],
): boolean {
  const kg = visitas.reduce((suma, { pesoKg }) => suma + enteros(pesoKg), 0);
  const m3 = visitas.reduce((suma, { volumenM3 }) => suma + enteros(volumenM3), 0);
  return kg <= enteros(capacidadKg) && m3 <= enteros(capacidadM3);
}

/** In billionths, whose sums are exact: so a vehicle can be filled to the brim. */
const enteros = (carga: number): number => Math.round(carga * 1e9);
