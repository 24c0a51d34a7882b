import type { Zona } from '#events/comun/lugar.ts';

/**
 * A transaction writes at most 100 streams: a plan is one, and a stop that changes its vehicle another (its `entrega`). So
 * plans and stops that are planned together are at most this many, with the free vehicles below.
 */
export const MAX_PESO = 75;

/** Free vehicles that a command may use. */
const MAX_LIBRES = 10;

/** Batches that one command plans: each takes up to two tenths of a second. */
const MAX_TANDAS = 4;

/** A vehicle and its stops of a day, as the read models show them. */
export interface EnLista {
  readonly vehiculoId: string;
  readonly base: Zona;
  readonly enBase: boolean;
  readonly zonas: readonly Zona[];
}

/** The vehicles that a command looks at: batches that it plans each for itself, and vehicles with nothing to do that may help. */
export interface Eleccion {
  readonly tandas: readonly (readonly string[])[];
  readonly libres: readonly string[];
}

/**
 * The vehicles of a warehouse in batches, each small enough to be planned in one transaction. Vehicles with neighbouring
 * routes come together: they are ordered by the direction of their stops as seen from the base. Of many batches `suerte`
 * says which come first, so that those which cannot be improved do not hold up the others.
 */
export function elegir(vehiculos: readonly EnLista[], suerte: number): Eleccion {
  const tandas: string[][] = [];
  let peso = Number.POSITIVE_INFINITY;
  for (const { vehiculoId, zonas } of vehiculos.filter((uno) => uno.zonas.length > 0).sort(porRumbo)) {
    const suyo = 1 + zonas.length;
    if (peso + suyo > MAX_PESO) {
      tandas.push([]);
      peso = 0;
    }
    tandas.at(-1)?.push(vehiculoId);
    peso += suyo;
  }
  const primera = tandas.length > 0 ? suerte % tandas.length : 0;
  const libres = vehiculos.filter(({ enBase, zonas }) => enBase && zonas.length === 0);
  return {
    tandas: [...tandas.slice(primera), ...tandas.slice(0, primera)].slice(0, MAX_TANDAS),
    libres: libres
      .map(({ vehiculoId }) => vehiculoId)
      .sort()
      .slice(0, MAX_LIBRES),
  };
}

function porRumbo(a: EnLista, b: EnLista): number {
  return rumboDe(a) - rumboDe(b) || (a.vehiculoId < b.vehiculoId ? -1 : 1);
}

function rumboDe({ base, zonas }: EnLista): number {
  const norte = zonas.reduce((total, { lat }) => total + lat - base.lat, 0);
  const oriente = zonas.reduce((total, { lon }) => total + lon - base.lon, 0);
  return Math.atan2(norte, oriente);
}
