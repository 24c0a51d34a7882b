import type { Zona } from '#events/comun/lugar.ts';
import { antes } from '#events/comun/tiempo.ts';
import type { Problem, Solution, Stop, Vehicle } from '#shared/routing/problem.ts';
import { scheduleOf } from '#shared/routing/schedule.ts';
import { haversine, type Metric, type Point, travelBetween } from '#shared/routing/travel.ts';
import { distanceOf } from '#shared/routing/verify.ts';
import {
  cabeLaCarga,
  cuantasFijas,
  esDeSuVehiculo,
  type Recorrido,
  recogidasDe,
  type Turno,
  type Visita,
} from './recorrido.ts';

/** Streets are longer than the straight line by about this factor. */
const DESVIO = 1.3;

/** An average in Bogotá's traffic: 22 km/h, in metres per second. */
const VELOCIDAD = 22 / 3.6;

/** How long a delivery takes, in seconds: parking, the door, the signature. */
const SERVICIO = 5 * 60;

/** How long it takes to load the goods that wait in another warehouse, in seconds. */
const SERVICIO_RECOGIDA = 15 * 60;

/** For the solver, a stop without window: ten years, in seconds. */
const SIN_PRISA = 10 * 365 * 24 * 3600;

/** What doubles may lose in a sum of seconds: as much as the solver overlooks. */
const TOLERANCIA = 1e-7;

/** When a vehicle is expected: at the warehouses where it fetches goods, at its visits, back at its base; and how far it drives. */
export interface Horario {
  readonly recogidas: readonly { readonly bodegaId: string; readonly eta: string }[];
  readonly etas: readonly string[];
  readonly regreso: string;
  readonly metros: number;
}

/** Routes as the solver wants them: the problem that they pose, and the solution that they are. */
export interface Ruteo {
  readonly problem: Problem;
  readonly solution: Solution;
  /** A time of the problem, in seconds, as a moment: ISO 8601 in UTC. */
  readonly instante: (segundos: number) => string;
}

/** When a vehicle is expected at each visit, if it leaves as early as it can. Breaks move what comes after them. */
export function horario(turno: Turno, visitas: readonly Visita[]): Horario {
  const { problem, solution, instante } = ruteoDe([{ vehiculoId: '', turno, visitas }]);
  const recogidas = recogidasDe(turno, visitas);
  const { begins, home } = scheduleOf(problem, unico(problem), problem.stops);
  return {
    recogidas: recogidas.map(({ bodegaId }, n) => ({ bodegaId, eta: instante(begins[n] ?? 0) })),
    etas: begins.slice(recogidas.length).map(instante),
    regreso: instante(home),
    metros: distanceOf(problem, solution),
  };
}

/** When a vehicle goes on from a door to which it comes at a time. */
export function trasEntregar(llegada: string): string {
  return new Date(Date.parse(llegada) + SERVICIO * 1_000).toISOString();
}

/** Why a vehicle cannot do all of it, in this order, on that day; undefined when it can. */
export function impedimento(
  turno: Turno,
  visitas: readonly Visita[],
): 'SIN_CAPACIDAD' | 'VENTANA_IMPOSIBLE' | undefined {
  if (!cabeLaCarga(turno, visitas)) return 'SIN_CAPACIDAD';
  const { problem } = ruteoDe([{ vehiculoId: '', turno, visitas }]);
  return llegaATiempo(problem, unico(problem), problem.stops) ? undefined : 'VENTANA_IMPOSIBLE';
}

/**
 * The problem that routes pose to the solver. A vehicle begins with its pick-ups and with the visits that are locked; a
 * break of its day is one of the solver's, in which it stands still. Times are seconds from the earliest departure.
 */
export function ruteoDe(recorridos: readonly Recorrido[]): Ruteo {
  const origen = Math.min(...recorridos.map(({ turno }) => Date.parse(turno.salida)));
  const lugares = nuevosLugares();
  const escala: Escala = {
    segundos: (instante) => (Date.parse(instante) - origen) / 1000,
    lugar: lugares.indiceDe,
  };
  const rutas = recorridos.map((recorrido) => {
    const stops = paradasDe(recorrido, escala);
    const { turno, visitas } = recorrido;
    const fijas = stops.length - visitas.length + cuantasFijas(visitas);
    return { stops, vehicle: vehiculoDe(recorrido.vehiculoId, turno, escala), fijas };
  });
  return {
    problem: {
      vehicles: rutas.map(({ vehicle, stops, fijas }) => ({
        ...vehicle,
        fixed: stops.slice(0, fijas).map(({ id }) => id),
      })),
      stops: rutas.flatMap(({ stops }) => stops),
      travel: travelBetween(lugares.puntos, porLaCalle, VELOCIDAD),
    },
    solution: {
      routes: rutas.map(({ vehicle, stops }) => ({ vehicle: vehicle.id, stops: stops.map(({ id }) => id) })),
      unserved: [],
    },
    instante: (segundos) => new Date(origen + Math.floor(segundos * 1000)).toISOString(),
  };
}

/** A problem in which what a route has already become late for may stay as late as it is, and become no later. */
export function tolerante(problem: Problem, solution: Solution): Problem {
  const porId = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const inicio = new Map<string, number>();
  const vehicles = problem.vehicles.map((vehicle) => {
    const ruta = solution.routes.find((una) => una.vehicle === vehicle.id)?.stops ?? [];
    if (ruta.length === 0) return vehicle;
    const { begins, home } = scheduleOf(
      problem,
      vehicle,
      ruta.flatMap((id) => porId.get(id) ?? []),
    );
    ruta.forEach((id, n) => {
      inicio.set(id, begins[n] ?? 0);
    });
    return { ...vehicle, window: { ...vehicle.window, due: Math.max(vehicle.window.due, home) } };
  });
  const stops = problem.stops.map((stop) => ({
    ...stop,
    window: { ...stop.window, due: Math.max(stop.window.due, inicio.get(stop.id) ?? 0) },
  }));
  return { ...problem, vehicles, stops };
}

/** Whether a vehicle that does these stops in this order begins each while its window is open, and is home in its hours. */
export function llegaATiempo(problem: Problem, vehicle: Vehicle, stops: readonly Stop[]): boolean {
  const { begins, home } = scheduleOf(problem, vehicle, stops);
  const aTiempo = stops.every(({ window }, n) => (begins[n] ?? 0) <= window.due + TOLERANCIA);
  return aTiempo && (stops.length === 0 || home <= vehicle.window.due + TOLERANCIA);
}

/** What the problem calls the stop of a vehicle at a warehouse. */
export function idDeRecogida(bodegaId: string, vehiculoId: string): string {
  return `${bodegaId} ${vehiculoId}`;
}

/** The vehicle of a problem that has one. */
export function unico({ vehicles: [vehicle] }: Problem): Vehicle {
  if (!vehicle) throw new RangeError('The problem has no vehicle.');
  return vehicle;
}

/** The clock and the places of one problem. */
interface Escala {
  readonly segundos: (instante: string) => number;
  readonly lugar: (zona: Zona) => number;
}

function paradasDe({ vehiculoId, turno, visitas }: Recorrido, { segundos, lugar }: Escala): Stop[] {
  const recogidas = recogidasDe(turno, visitas).map(
    ({ bodegaId, zona }): Stop => ({
      id: idDeRecogida(bodegaId, vehiculoId),
      place: lugar(zona),
      demand: [0, 0],
      window: { ready: 0, due: SIN_PRISA },
      service: SERVICIO_RECOGIDA,
      only: vehiculoId,
    }),
  );
  const entregas = visitas.map((visita): Stop => {
    const { ordenId, zona, pesoKg, volumenM3, ventana } = visita;
    return {
      id: ordenId,
      place: lugar(zona),
      demand: [pesoKg, volumenM3],
      window: { ready: ventana ? segundos(ventana.desde) : 0, due: ventana ? segundos(ventana.hasta) : SIN_PRISA },
      service: SERVICIO,
      ...(esDeSuVehiculo(visita) && { only: vehiculoId }),
    };
  });
  return [...recogidas, ...entregas];
}

function vehiculoDe(id: string, { base, capacidadKg, capacidadM3, tramos, salida }: Turno, escala: Escala): Vehicle {
  const [desde, hasta] = [tramos[0]?.desde ?? salida, tramos.at(-1)?.hasta ?? salida];
  const breaks = tramos.slice(1).map((tramo, n) => ({
    from: escala.segundos(tramos[n]?.hasta ?? tramo.desde),
    until: escala.segundos(tramo.desde),
  }));
  const donde = escala.lugar(base);
  return {
    id,
    capacity: [capacidadKg, capacidadM3],
    start: donde,
    end: donde,
    window: { ready: escala.segundos(antes(salida, desde) ? desde : salida), due: escala.segundos(hasta) },
    breaks,
  };
}

/** Places without repetition: many stops share one, and the travel table grows with the square. */
function nuevosLugares() {
  const puntos: Point[] = [];
  const indices = new Map<string, number>();
  const indiceDe = (zona: Zona): number => {
    const clave = `${zona.lat},${zona.lon}`;
    const indice = indices.get(clave) ?? puntos.push(puntoDe(zona)) - 1;
    indices.set(clave, indice);
    return indice;
  };
  return { puntos, indiceDe };
}

const porLaCalle: Metric = (a, b) => DESVIO * haversine(a, b);

const puntoDe = ({ lat, lon }: Zona): Point => ({ x: lon, y: lat });
