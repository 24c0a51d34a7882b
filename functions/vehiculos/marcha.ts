import { antes } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { diaVigente } from './calendario.ts';
import type { Turno } from './recorrido.ts';
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
  const ultima = paradasAbiertas(v).at(-1);
  if (ultima) {
    const libre = trasEntregar(antes(now, ultima.eta) ? ultima.eta : now);
    return llegadasAlSalir({ ...v.ficha, base: ultima.zona }, paradas, libre);
  }
  const visitada = v.ruta?.paradas.findLast(({ estado }) => VISITADAS.includes(estado));
  return llegadasAlSalir({ ...v.ficha, base: visitada?.zona ?? v.ficha.base }, paradas, now);
}

/** A day of a vehicle that goes out whatever its calendar says. */
function turnoDesde(ficha: Ficha, now: string): Turno {
  const turno = turnoDe(ficha, diaVigente(ficha.calendario, now), { now });
  const [primero, ...otros] = turno.tramos.filter(({ hasta }) => antes(now, hasta));
  return { ...turno, tramos: primero ? [{ ...primero, desde: now }, ...otros] : [] };
}
