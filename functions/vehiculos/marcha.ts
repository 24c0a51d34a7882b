import { antes } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { diaVigente } from './calendario.ts';
import type { Turno, Visita } from './recorrido.ts';
import { horario, trasEntregar } from './ruteo.ts';
import { turnoDe } from './turno.ts';
import { type Ficha, paradasAbiertas, type Vehiculo } from './vehiculo.ts';

/** When a vehicle that leaves at once is expected at each of these stops, by order. Breaks that are still to come are kept. */
export function llegadasAlSalir(ficha: Ficha, paradas: readonly Parada[], now: string): ReadonlyMap<string, string> {
  const { etas } = horario(turnoDesde(ficha, now), paradas);
  return new Map(paradas.map(({ ordenId }, n) => [ordenId, etas[n] ?? now]));
}

/** Stops at whose door the vehicle was. */
const VISITADAS: readonly string[] = ['entregada', 'parcial', 'fallida'];

/**
 * When a vehicle is expected at stops that it takes over: after those that it has still to make, or at once from the last door
 * where it was, or its base. It fetches what is to be fetched for them on the way there.
 */
export function llegadasAlFinal(
  v: Vehiculo & { readonly ficha: Ficha },
  paradas: readonly Parada[],
  now: string,
): ReadonlyMap<string, string> {
  const { donde, libre } = alTerminar(v, now);
  return llegadasAlSalir({ ...v.ficha, base: donde }, paradas, libre);
}

/** From when on a vehicle can leave its base again: now, or, on the road, once it is back from what it has still to do. */
export function libreDesde(v: Vehiculo & { readonly ficha: Ficha }, now: string): string {
  if (!v.ruta) return now;
  const { donde, libre } = alTerminar(v, now);
  const { etas } = horario(turnoDesde({ ...v.ficha, base: donde }, libre), [enBase(v.ficha)]);
  return etas[0] ?? libre;
}

/** Where a vehicle is once it has done what it has still to do, and when. */
function alTerminar({ ficha, ruta, ...v }: Vehiculo & { readonly ficha: Ficha }, now: string) {
  const ultima = paradasAbiertas({ ...v, ruta }).at(-1);
  if (ultima) return { donde: ultima.zona, libre: trasEntregar(antes(now, ultima.eta) ? ultima.eta : now) };
  const visitada = ruta?.paradas.findLast(({ estado }) => VISITADAS.includes(estado));
  return { donde: visitada?.zona ?? ficha.base, libre: now };
}

/** The way home, as a visit. */
function enBase({ base }: Ficha): Visita {
  return { ordenId: '', zona: base, pesoKg: 0, volumenM3: 0, recogidas: [], aBordo: true, fija: false };
}

/** A day of a vehicle that goes out whatever its calendar says. */
function turnoDesde(ficha: Ficha, now: string): Turno {
  const turno = turnoDe(ficha, diaVigente(ficha.calendario, now), { now });
  const [primero, ...otros] = turno.tramos.filter(({ hasta }) => antes(now, hasta));
  return { ...turno, tramos: primero ? [{ ...primero, desde: now }, ...otros] : [] };
}
