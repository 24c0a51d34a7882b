import { segundosEntre } from '#events/comun/tiempo.ts';
import type { Tanda } from './mejora.ts';
import type { EnBase, Parada } from './vehiculo.ts';

/** A vehicle at its base. */
export interface EnSuBase {
  readonly vehiculoId: string;
  readonly v: EnBase;
}

/**
 * A transaction writes at most 100 streams: a vehicle is one, and a stop that changes its vehicle another (its
 * `asignacion`). One commit holds at most 400 KB, and each stop that a vehicle gains brings the plan up to it: 75 of them,
 * with the longest addresses, are 330 KB. So vehicles and stops that are planned together are at most this many, with the
 * free vehicles below.
 */
const MAX_PESO = 75;

/** Free vehicles that a batch may use. */
const MAX_LIBRES = 10;

/** Only the plans of the next day are changed: those of later days will have their turn. */
const PLAZO = 24 * 3600;

/**
 * The vehicles of a warehouse in batches, each small enough to be planned in one transaction. Vehicles with neighbouring
 * routes come together: they are ordered by the direction of their stops as seen from the base.
 */
export function enTandas(vehiculos: readonly EnSuBase[], now: string): EnSuBase[][] {
  const tandas: EnSuBase[][] = [];
  let peso = Number.POSITIVE_INFINITY;
  for (const uno of vehiculos.filter(({ v }) => sale(v, now)).sort(porRumbo)) {
    const suyo = 1 + uno.v.paradas.length;
    if (peso + suyo > MAX_PESO) {
      tandas.push([]);
      peso = 0;
    }
    tandas.at(-1)?.push(uno);
    peso += suyo;
  }
  return tandas;
}

/** A batch as it is planned, with some of the vehicles that have nothing to do. */
export function tandaCon(tanda: readonly EnSuBase[], libres: readonly EnSuBase[]): Tanda {
  const varadas: Parada[] = tanda.filter(({ v }) => v.estado === 'mantenimiento').flatMap(({ v }) => v.paradas);
  const sanos = tanda.filter(({ v }) => v.estado === 'disponible');
  const peso = sanos.reduce((total, { v }) => total + 1 + v.paradas.length, 0);
  const ayuda = peso > MAX_PESO ? [] : libres.slice(0, MAX_LIBRES);
  return {
    planes: [...sanos, ...ayuda].map(({ vehiculoId, v }) => ({ vehiculoId, ficha: v.ficha, paradas: v.paradas })),
    varadas: varadas.slice(0, MAX_PESO),
  };
}

function sale({ paradas }: EnBase, now: string): boolean {
  const [primera] = paradas;
  return primera !== undefined && segundosEntre(now, primera.eta) <= PLAZO;
}

function porRumbo(a: EnSuBase, b: EnSuBase): number {
  return rumboDe(a.v) - rumboDe(b.v) || (a.vehiculoId < b.vehiculoId ? -1 : 1);
}

function rumboDe({ ficha, paradas }: EnBase): number {
  const norte = paradas.reduce((total, { zona }) => total + zona.lat - ficha.base.lat, 0);
  const oriente = paradas.reduce((total, { zona }) => total + zona.lon - ficha.base.lon, 0);
  return Math.atan2(norte, oriente);
}
