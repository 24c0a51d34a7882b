import type { Zona } from '#events/comun/lugar.ts';
import type { Parada as EnPlan } from '#events/vehiculos/parada.ts';
import type { Problem, Solution, Stop } from '#shared/routing/problem.ts';
import { haversine, type Metric, type Point, travelBetween } from '#shared/routing/travel.ts';
import type { Ficha } from './flota.ts';
import { type Dia, diaDe } from './jornada.ts';
import type { Parada } from './vehiculo.ts';

/** Streets are longer than the straight line by about this factor. */
const DESVIO = 1.3;

/** An average in Bogotá's traffic: 22 km/h, in metres per second. */
const VELOCIDAD = 22 / 3.6;

/** How long a stop takes, in seconds: parking, the door, the signature. */
const SERVICIO = 5 * 60;

/** For the solver, a stop without window: ten years, in seconds. */
const SIN_PRISA = 10 * 365 * 24 * 3600;

/** What a stop must tell to have its place in a plan. */
export type Visita = Pick<Parada, 'ordenId' | 'zona' | 'pesoKg' | 'volumenM3' | 'ventana'>;

/** A vehicle with its stops in their order: what is to be planned. `paradas` of one that is free are none. */
export interface Plan {
  readonly vehiculoId: string;
  readonly ficha: Ficha;
  readonly paradas: readonly (Visita & { readonly eta: string })[];
}

/** Plans as the solver wants them. `nuevas` are stops that no vehicle has yet. Times are seconds from now. */
export interface Ruteo {
  readonly problem: Problem;
  readonly solution: Solution;
  readonly nuevas: readonly Stop[];
}

/** When a vehicle that leaves `salida` seconds from now is expected at each of its stops. */
export function horario(ficha: Ficha, visitas: readonly Visita[], salida: number, now: string): EnPlan[] {
  const { llegadas } = recorrer(ficha, visitas, salida, now);
  return visitas.map(({ ordenId }, n) => ({
    ordenId,
    eta: new Date(Date.parse(now) + Math.floor((llegadas[n] ?? 0) * 1000)).toISOString(),
  }));
}

/** The working day of a plan: that of its first stop, or, of an empty one, that of what is due about `referencia`. */
export function diaDelPlan({ ficha, paradas }: Plan, referencia: string, now: string): Dia {
  return diaDe(ficha.jornada, paradas[0]?.eta ?? referencia, now);
}

/**
 * The problem that plans pose to the solver, and the solution that they are. A plan that has become late, since its route
 * did not begin when it should have, is a fact: it may stay as late as it is, and become no later.
 */
export function ruteoDe(planes: readonly Plan[], nuevas: readonly Visita[], now: string): Ruteo {
  const { puntos, indiceDe } = nuevosLugares();
  const stopDe = (visita: Visita, noAntesQue = 0): Stop => ({
    id: visita.ordenId,
    place: indiceDe(visita.zona),
    demand: [visita.pesoKg, visita.volumenM3],
    window: {
      ready: visita.ventana ? segundos(now, visita.ventana.desde) : 0,
      due: Math.max(noAntesQue, visita.ventana ? segundos(now, visita.ventana.hasta) : SIN_PRISA),
    },
    service: SERVICIO,
  });
  const stops: Stop[] = [];
  const referencia = nuevas[0]?.ventana?.desde ?? now;
  const vehicles = planes.map((plan) => {
    const { vehiculoId, ficha, paradas } = plan;
    const dia = diaDelPlan(plan, referencia, now);
    const { llegadas, regreso } = recorrer(ficha, paradas, dia.inicio, now);
    stops.push(...paradas.map((parada, n) => stopDe(parada, llegadas[n])));
    const base = indiceDe(ficha.base);
    const fin = paradas.length > 0 ? Math.max(dia.fin, regreso) : dia.fin;
    return {
      id: vehiculoId,
      capacity: [ficha.capacidadKg, ficha.capacidadM3] as const,
      start: base,
      end: base,
      window: { ready: dia.inicio, due: fin },
    };
  });
  const sueltas = nuevas.map((visita) => stopDe(visita));
  const routes = planes.map(({ vehiculoId, paradas }) => ({
    vehicle: vehiculoId,
    stops: paradas.map(({ ordenId }) => ordenId),
  }));
  return {
    problem: { vehicles, stops, travel: travelBetween(puntos, porLaCalle, VELOCIDAD) },
    solution: { routes: routes.filter((route) => route.stops.length > 0), unserved: [] },
    nuevas: sueltas,
  };
}

/** Arrivals at the stops (not before their windows open, when the visit begins), and the return to the base. */
function recorrer(ficha: Ficha, visitas: readonly Visita[], salida: number, now: string) {
  let donde = puntoDe(ficha.base);
  let libre = salida;
  const llegadas = visitas.map(({ zona, ventana }) => {
    const aqui = puntoDe(zona);
    const llegada = libre + porLaCalle(donde, aqui) / VELOCIDAD;
    const inicio = ventana ? Math.max(llegada, segundos(now, ventana.desde)) : llegada;
    libre = inicio + SERVICIO;
    donde = aqui;
    return inicio;
  });
  return { llegadas, regreso: libre + porLaCalle(donde, puntoDe(ficha.base)) / VELOCIDAD };
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

const segundos = (desde: string, hasta: string): number => (Date.parse(hasta) - Date.parse(desde)) / 1000;
