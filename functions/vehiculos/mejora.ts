import { insertAll } from '#shared/routing/insertion.ts';
import { optimize } from '#shared/routing/optimize.ts';
import type { Problem, Solution } from '#shared/routing/problem.ts';
import { distanceOf } from '#shared/routing/verify.ts';
import { type Plan, ruteoDe } from './ruteo.ts';
import type { Parada } from './vehiculo.ts';

/**
 * Steps of the search: a decision has no clock, so its time is bounded by what is counted. With a hundred stops, 4,000
 * steps take one to two tenths of a second.
 */
const PASOS = 4_000;

/** A detour of less than this is not worth telling anybody about, in metres. */
const MINIMO = 10;

/** Vehicles that are planned together, and stops of others that are to find a place with them. */
export interface Tanda {
  readonly planes: readonly (Plan & { readonly paradas: readonly Parada[] })[];
  /** Of vehicles in the workshop: those that find no place stay where they are. */
  readonly varadas: readonly Parada[];
}

/** A better solution: the stops of each vehicle in their new order, and when each vehicle leaves (seconds from now). */
export interface Mejora {
  readonly rutas: ReadonlyMap<string, { readonly salida: number; readonly ordenes: readonly string[] }>;
  readonly metrosAntes: number;
  readonly metrosDespues: number;
}

/** Looks for a better solution; undefined when there is none worth the change. No stop is ever left out for another. */
export function mejorar({ planes, varadas }: Tanda, semilla: number, now: string): Mejora | undefined {
  const { problem, solution, nuevas } = ruteoDe(planes, varadas, now);
  const llena = nuevas.length > 0 ? insertAll(problem, solution, nuevas) : solution;
  const atendidas = new Set(llena.routes.flatMap(({ stops }) => stops));
  const posible: Problem = {
    ...problem,
    stops: [...problem.stops, ...nuevas].filter(({ id }) => atendidas.has(id)),
  };
  const inicial: Solution = { routes: llena.routes, unserved: [] };
  const mejor = optimize(posible, inicial, { seed: semilla, steps: PASOS });
  const metrosAntes = distanceOf(posible, inicial);
  const metrosDespues = distanceOf(posible, mejor);
  const recogidas = atendidas.size - problem.stops.length;
  const ahorra = mejor.routes.length < inicial.routes.length || metrosDespues < metrosAntes - MINIMO;
  if (mejor.unserved.length > 0 || (recogidas === 0 && !ahorra)) return undefined;
  const porVehiculo = new Map(mejor.routes.map(({ vehicle, stops }) => [vehicle, stops]));
  return {
    rutas: new Map(
      problem.vehicles.map(({ id, window }) => [id, { salida: window.ready, ordenes: porVehiculo.get(id) ?? [] }]),
    ),
    metrosAntes,
    metrosDespues,
  };
}
