import { ORDER_STATES, type OrderState } from '../core/states.ts';
import type { Orden, Plan, Posicion, Punto, Vehiculo } from './tipos.ts';

/** A vehicle on the road is silent when it has not said where it is for so long. */
const SILENT_MS = 10 * 60_000;
/** A forecast is late when it is so long after the window. */
const LATE_MS = 60_000;

/** How a stop is shown: what is to be done, is in danger, is done, in whole or in part, or went wrong. */
export type StopState = 'pendiente' | 'enRiesgo' | 'entregada' | 'enParte' | 'fallida';

/** The same in words. */
export const STOP_WORDS: Readonly<Record<StopState, string>> = {
  entregada: 'entregada',
  enParte: 'entregada en parte',
  fallida: 'fallida',
  enRiesgo: 'llegará tarde',
  pendiente: 'a tiempo',
};

/** One stop of a vehicle's day. An order whose delivery failed is one of it still, also once another vehicle is to bring it. */
export interface Stop {
  readonly orden: Orden;
  /** Which try to deliver it this is, from 1. */
  readonly attempt: number;
  /** When it was made, or is expected. */
  readonly when?: string | undefined;
  readonly at: Punto;
  readonly state: StopState;
  /** The journey that it is of; absent of one that has not begun. */
  readonly trip?: string | undefined;
  /** From 1, in the order of its journey. */
  readonly number: number;
}

/** What a vehicle does on a day: one journey or several, the stops of each together. */
export interface Route {
  readonly vehiculoId: string;
  readonly stops: readonly Stop[];
  readonly done: number;
}

/** How many orders are in each state. */
export function countsOf(ordenes: Iterable<Orden>): Readonly<Record<OrderState, number>> {
  const counts = Object.fromEntries(Object.keys(ORDER_STATES).map((name) => [name, 0])) as Record<OrderState, number>;
  for (const { estado } of ordenes) counts[estado] += 1;
  return counts;
}

/**
 * The routes of a day, which is that of the vehicle: the stops of each by journey, the journeys in the order in which they begin, that without a
 * beginning last; in each those that are made first, then by when they are expected.
 */
export function routesOf(ordenes: Iterable<Orden>, dayOf: (vehiculoId: string) => string): ReadonlyMap<string, Route> {
  const ofDay = [...ordenes].flatMap(visitsOf).filter(({ vehiculoId, dia }) => dia === dayOf(vehiculoId));
  return new Map(
    [...Map.groupBy(ofDay, ({ vehiculoId }) => vehiculoId)].map(([vehiculoId, own]) => {
      const stops = tripsOf(own).flatMap((trip) =>
        trip.flatMap(({ orden, attempt, state, when, trip }, index) => {
          const at = orden.destino.coordenadas;
          return at ? [{ orden, attempt, state, when, trip, at, number: index + 1 }] : [];
        }),
      );
      return [vehiculoId, { vehiculoId, stops, done: stops.filter(({ state }) => isMade(state)).length }];
    }),
  );
}

/** The day that a vehicle is at: that of the route which it is on, though midnight has passed, or else today. */
export function dayAt(vehiculo: Pick<Vehiculo, 'ruta'> | undefined, today: string): string {
  return vehiculo?.ruta?.dia ?? today;
}

/**
 * Orders with the hours of the plans that are still to leave, by `planKey`: an order by itself has only what its customer was
 * last told, which stays while it comes within that.
 */
export function planned(ordenes: Iterable<Orden>, planes: ReadonlyMap<string, Plan>): readonly Orden[] {
  return [...ordenes].map((orden) => {
    const { estado, vehiculoId, dia, ordenId } = orden;
    if (estado !== 'asignada' || vehiculoId === undefined || dia === undefined) return orden;
    const parada = planes.get(planKey({ vehiculoId, dia }))?.paradas.find((una) => una.ordenId === ordenId);
    return parada ? { ...orden, eta: parada.eta } : orden;
  });
}

/** By what the store holds a plan. */
export function planKey({ vehiculoId, dia }: Pick<Plan, 'vehiculoId' | 'dia'>): string {
  return `${vehiculoId}:${dia}`;
}

/** Things of a vehicle's day by the journey that they are of, each in its order. */
export function tripsOf<T extends Pick<Stop, 'state' | 'when' | 'trip'>>(own: readonly T[]): readonly (readonly T[])[] {
  const whenOf = ({ when = '' }: T) => when;
  const trips = [...Map.groupBy(own, ({ trip }) => trip)].map(([trip, stops]) => ({
    stops: stops.toSorted(
      (a, b) => Number(isMade(b.state)) - Number(isMade(a.state)) || whenOf(a).localeCompare(whenOf(b)),
    ),
    isOpen: trip === undefined,
    begins: stops.map(whenOf).toSorted()[0] ?? '',
  }));
  return trips
    .toSorted((a, b) => Number(a.isOpen) - Number(b.isOpen) || a.begins.localeCompare(b.begins))
    .map(({ stops }) => stops);
}

/** Whether a stop is behind its vehicle, however it went. */
export function isMade(state: StopState): boolean {
  return state !== 'pendiente' && state !== 'enRiesgo';
}

/** The stops as a map shows them: a try that failed is not marked where another one is still to be made, or went better. */
export function marked(stops: readonly Stop[], others: ReadonlySet<string>): readonly Stop[] {
  return stops.filter(({ state, orden }) => state !== 'fallida' || !others.has(orden.ordenId));
}

/** The orders that some vehicle is still to bring, or has brought. */
export function ordersNotFailed(routes: Iterable<Route>): ReadonlySet<string> {
  const stops = [...routes].flatMap((route) => route.stops.filter(({ state }) => state !== 'fallida'));
  return new Set(stops.map(({ orden }) => orden.ordenId));
}

/** Which try to deliver an order this is, or was the last. */
export function attemptOf({ estado, intentosFallidos }: Orden): number {
  return estado === 'entregaFallida' || estado === 'devuelta' ? intentosFallidos : intentosFallidos + 1;
}

/** Whether an order that is still to be delivered is expected after its window. */
export function isLate({ estado, eta, ventana }: Orden): boolean {
  const isOpen = estado === 'asignada' || estado === 'enTransito';
  return isOpen && eta !== undefined && ventana !== undefined && Date.parse(eta) - Date.parse(ventana.hasta) > LATE_MS;
}

/** Since when a vehicle on the road has not said where it is, when that is long. A route begins without it. */
export function silentSince({ estado, ruta }: Vehiculo, last: Posicion | undefined, now: number): string | undefined {
  if (estado !== 'enRuta' || !ruta) return undefined;
  const since = last !== undefined && last.registradaEn > ruta.iniciadaEn ? last.registradaEn : ruta.iniciadaEn;
  return now - Date.parse(since) < SILENT_MS ? undefined : since;
}

/** A stop of some vehicle on some day. */
type Visit = Omit<Stop, 'at' | 'number'> & { readonly vehiculoId: string; readonly dia: string };

/** The last try that failed, and the present one. */
function visitsOf(orden: Orden): readonly Visit[] {
  const { ultimoFallo, vehiculoId, dia } = orden;
  const present = stateOf(orden);
  return [
    ...(ultimoFallo
      ? [
          {
            ...ultimoFallo,
            orden,
            attempt: ultimoFallo.intento,
            state: 'fallida',
            when: ultimoFallo.en,
            trip: ultimoFallo.rutaId,
          } as const,
        ]
      : []),
    ...(present && vehiculoId !== undefined && dia !== undefined
      ? [{ orden, attempt: attemptOf(orden), vehiculoId, dia, trip: orden.rutaId, ...present }]
      : []),
  ];
}

/** How the present try of an order stands; nothing where no vehicle has it. */
function stateOf(orden: Orden): Pick<Stop, 'state' | 'when'> | undefined {
  const { estado, entregadaEn, eta } = orden;
  switch (estado) {
    case 'entregada':
      return { state: 'entregada', when: entregadaEn };
    case 'entregadaParcial':
      return { state: 'enParte', when: entregadaEn };
    case 'asignada':
    case 'enTransito':
      return { state: isLate(orden) ? 'enRiesgo' : 'pendiente', when: eta };
    default:
      return undefined;
  }
}
