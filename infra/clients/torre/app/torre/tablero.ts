import { ORDER_STATES, type OrderState } from '../core/states.ts';
import type { Orden, Pendiente, Posicion, Punto, Vehiculo } from './tipos.ts';

/** A vehicle on the road is silent when it has not said where it is for so long. */
const SILENT_MS = 10 * 60_000;
/** A forecast is late when it is so long after the window. */
const LATE_MS = 60_000;

/** How a stop is shown: what is to be done, is in danger, is done or went wrong. */
export type StopState = 'pendiente' | 'enRiesgo' | 'entregada' | 'fallida';

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

/** Something that needs a person. The worst come first. */
export interface Attention {
  readonly key: string;
  readonly kind: 'fallida' | 'espera' | 'tarde' | 'callado';
  readonly title: string;
  readonly where: string;
  readonly since: string | undefined;
  /** The page where something can be done, under `/torre`. */
  readonly path: string;
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

/** What is known beside the orders. */
interface Known {
  readonly ordenes: Iterable<Orden>;
  readonly vehiculos: Iterable<Vehiculo>;
  readonly posiciones: ReadonlyMap<string, Posicion>;
  readonly pendientes: readonly Pendiente[];
  readonly nameOf: (bodegaId: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What needs a person. */
export function attentionOf(known: Known): readonly Attention[] {
  return [...failed(known), ...waiting(known), ...late(known), ...silent(known)];
}

function failed({ ordenes }: Known): Attention[] {
  return [...ordenes]
    .filter(({ estado }) => estado === 'entregaFallida')
    .toSorted((a, b) => b.actualizadaEn.localeCompare(a.actualizadaEn))
    .map((orden) => ({
      key: `fallida ${orden.ordenId}`,
      kind: 'fallida',
      title: `Entrega fallida${orden.motivo ? `: ${lowered(orden.motivo)}` : ''}`,
      where: [orden.vehiculoId, orden.destino.direccion, `intento ${orden.intentosFallidos}`]
        .filter(Boolean)
        .join(' · '),
      since: orden.actualizadaEn,
      path: `/ordenes/${orden.ordenId}`,
    }));
}

/** Those that wait for the same reason at the same warehouse are one matter. */
function waiting({ pendientes, nameOf }: Known): Attention[] {
  const held = pendientes.filter(({ espera }) => espera !== undefined && espera.codigo !== 'DIA_POR_PLANIFICAR');
  const groups = Map.groupBy(held, ({ bodegaId, espera }) => `${espera?.codigo} ${bodegaId}`);
  return [...groups].map(([key, [first, ...others]]) => {
    const all = [first as Pendiente, ...others];
    const since = all.flatMap(({ espera }) => espera?.desde ?? []).sort()[0];
    return {
      key: `espera ${key}`,
      kind: 'espera',
      title: `Sin vehículo: ${lowered(first?.espera?.motivo ?? '')}`,
      where: `${all.length === 1 ? '1 orden' : `${all.length} órdenes`} · ${nameOf(first?.bodegaId ?? '')}`,
      since,
      path: all.length === 1 ? `/ordenes/${first?.ordenId}` : `/rutas/${first?.bodegaId}`,
    };
  });
}

function late({ ordenes }: Known): Attention[] {
  const groups = Map.groupBy([...ordenes].filter(isLate), ({ vehiculoId }) => vehiculoId ?? '');
  return [...groups].map(([vehiculoId, own]) => ({
    key: `tarde ${vehiculoId}`,
    kind: 'tarde',
    title: own.length === 1 ? 'Llegará tarde a una parada' : `Llegará tarde a ${own.length} paradas`,
    where: [vehiculoId, own[0]?.destino.direccion].filter(Boolean).join(' · '),
    since: undefined,
    path: `?vehiculo=${vehiculoId}`,
  }));
}

/** Since when a vehicle on the road has not said where it is, when that is long. A route begins without it. */
export function silentSince({ estado, ruta }: Vehiculo, last: Posicion | undefined, now: number): string | undefined {
  if (estado !== 'enRuta' || !ruta) return undefined;
  const since = last !== undefined && last.registradaEn > ruta.iniciadaEn ? last.registradaEn : ruta.iniciadaEn;
  return now - Date.parse(since) < SILENT_MS ? undefined : since;
}

function silent({ vehiculos, posiciones, now }: Known): Attention[] {
  return [...vehiculos].flatMap((vehiculo) => {
    const { vehiculoId, paradas } = vehiculo;
    const since = silentSince(vehiculo, posiciones.get(vehiculoId), now);
    if (since === undefined) return [];
    return [
      {
        key: `callado ${vehiculoId}`,
        kind: 'callado' as const,
        title: `${vehiculoId} no dice dónde está`,
        where: paradas === 1 ? '1 parada por hacer' : `${paradas} paradas por hacer`,
        since,
        path: `?vehiculo=${vehiculoId}`,
      },
    ];
  });
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

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
