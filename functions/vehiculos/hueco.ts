import { insertions } from '#shared/routing/insertion.ts';
import type { Stop } from '#shared/routing/problem.ts';
import { scheduleOf } from '#shared/routing/schedule.ts';
import { distanceOf } from '#shared/routing/verify.ts';
import { cabeLaCarga, recogidasDe, type Turno, type Visita } from './recorrido.ts';
import { idDeRecogida, llegaATiempo, ruteoDe, tolerante, unico } from './ruteo.ts';

/** A delivery that looks for its place. */
export interface Nueva extends Visita {
  readonly prioridad: 'normal' | 'alta';
}

/** A place for a delivery in a route: before the visit that stands now at `posicion`. */
export interface Hueco {
  readonly posicion: number;
  readonly eta: string;
  /** How much longer the route becomes, with the way to the warehouses where goods are fetched. */
  readonly metros: number;
}

/** Why a route has no place for a delivery. */
export interface SinHueco {
  readonly codigo: 'SIN_CAPACIDAD' | 'VENTANA_IMPOSIBLE';
}

/**
 * The place for a delivery in the route of a vehicle: where it costs the shortest detour; for an urgent one, where it
 * arrives first. What is locked stays where it is, with what comes before it. Visits that have become late may stay as
 * late as they are, and become no later.
 */
export function buscarHueco(turno: Turno, visitas: readonly Visita[], nueva: Nueva): Hueco | SinHueco {
  const todas = [...visitas, { ...nueva, fija: false }];
  if (!cabeLaCarga(turno, todas)) return { codigo: 'SIN_CAPACIDAD' };
  const { problem, instante } = ruteoDe([{ vehiculoId: '', turno, visitas: todas }]);
  const stop = problem.stops.at(-1) as Stop;
  const puestas = problem.stops.slice(0, -1);
  const recogidas = puestas.length - visitas.length;
  const conocidas = new Set(recogidasDe(turno, visitas).map(({ bodegaId }) => idDeRecogida(bodegaId, '')));
  const yaEstaban = puestas.filter(({ id }, n) => n >= recogidas || conocidas.has(id));
  const actual = tolerante({ ...problem, stops: puestas }, rutaDe(yaEstaban));
  if (!llegaATiempo(actual, unico(actual), actual.stops)) return { codigo: 'VENTANA_IMPOSIBLE' };
  const opciones = insertions(actual, rutaDe(actual.stops), stop).map(({ position, cost }) => {
    const { begins } = scheduleOf(problem, unico(problem), actual.stops.toSpliced(position, 0, stop));
    return { position, cost, begin: begins[position] ?? 0, llegadas: begins.reduce((suma, hora) => suma + hora, 0) };
  });
  const [mejor] = opciones.sort(nueva.prioridad === 'alta' ? porLlegada : porDesvio);
  if (!mejor) return { codigo: 'VENTANA_IMPOSIBLE' };
  const metros = distanceOf(problem, rutaDe(puestas)) - distanceOf(problem, rutaDe(yaEstaban)) + mejor.cost;
  return { posicion: mejor.position - recogidas, eta: instante(mejor.begin), metros };
}

interface Opcion {
  readonly cost: number;
  readonly begin: number;
  /** The sum of the times at which the visits begin. */
  readonly llegadas: number;
}

const porLlegada = (a: Opcion, b: Opcion): number => a.begin - b.begin || a.cost - b.cost;

/** Less than a metre is no detour: of two places on the same way it takes the one for which people wait less. */
const porDesvio = (a: Opcion, b: Opcion): number => Math.round(a.cost) - Math.round(b.cost) || a.llegadas - b.llegadas;

const rutaDe = (stops: readonly Stop[]) => ({
  routes: [{ vehicle: '', stops: stops.map(({ id }) => id) }],
  unserved: [],
});
