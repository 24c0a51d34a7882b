import { ORDER_STATES, type OrderState } from '../core/states.ts';
import type { Orden, Posicion, Punto, Vehiculo } from './tipos.ts';

/** A vehicle on the road is silent when it has not said where it is for so long. */
const SILENT_MS = 10 * 60_000;
/** A forecast is late when it is so long after the window. */
const LATE_MS = 60_000;

/** How a stop is shown: what is to be done, is in danger, is done or went wrong. */
export type StopState = 'pendiente' | 'enRiesgo' | 'entregada' | 'fallida';

/** The same in words. */
export const STOP_WORDS: Readonly<Record<StopState, string>> = {
  entregada: 'entregada',
  fallida: 'fallida',
  enRiesgo: 'llegará tarde',
  pendiente: 'a tiempo',
};

/** One stop of a vehicle's day. */
export interface Stop {
  readonly orden: Orden;
  readonly at: Punto;
  readonly state: StopState;
  /** From 1, in the order of the day. */
  readonly number: number;
}

/** What a vehicle does on a day. */
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

/** The routes of a day: the orders of each vehicle, those that are done first, then by when they are expected. */
export function routesOf(ordenes: Iterable<Orden>, dia: string): ReadonlyMap<string, Route> {
  const ofDay = [...ordenes].filter((one) => one.vehiculoId !== undefined && one.dia === dia && isOnRoute(one));
  const byVehicle = Map.groupBy(ofDay, ({ vehiculoId }) => vehiculoId as string);
  return new Map(
    [...byVehicle].map(([vehiculoId, own]) => {
      const sorted = own.toSorted((a, b) => rank(a) - rank(b) || whenOf(a).localeCompare(whenOf(b)));
      const stops = sorted.flatMap((orden, index) => {
        const at = orden.destino.coordenadas;
        return at ? [{ orden, at, state: stopStateOf(orden), number: index + 1 }] : [];
      });
      const done = stops.filter(({ state }) => state === 'entregada' || state === 'fallida').length;
      return [vehiculoId, { vehiculoId, stops, done }];
    }),
  );
}

/** How the stop of an order is shown. */
export function stopStateOf(orden: Orden): StopState {
  if (orden.estado === 'entregada' || orden.estado === 'entregadaParcial') return 'entregada';
  if (orden.estado === 'entregaFallida' || orden.estado === 'devuelta') return 'fallida';
  return isLate(orden) ? 'enRiesgo' : 'pendiente';
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

function isOnRoute({ estado }: Orden): boolean {
  return ['asignada', 'enTransito', 'entregada', 'entregadaParcial', 'entregaFallida', 'devuelta'].includes(estado);
}

/** What is done comes before what is to be done. */
function rank({ estado }: Orden): number {
  return estado === 'asignada' || estado === 'enTransito' ? 1 : 0;
}

function whenOf({ estado, entregadaEn, eta, actualizadaEn }: Orden): string {
  if (estado === 'asignada' || estado === 'enTransito') return eta ?? '';
  return entregadaEn ?? actualizadaEn;
}
