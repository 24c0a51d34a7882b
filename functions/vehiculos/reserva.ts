import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import type { Supposition } from '#shared/model/command.ts';
import type { Entrega } from './entrega.ts';

/** What a driver who loads must know of the warehouses' account of an order. */
export interface Reserva {
  /** How many times a warehouse has received all of it back for a further attempt. */
  readonly reingresos: number;
  /** Whether a warehouse has received goods of it back for good. */
  readonly recibida: boolean;
  /** Whether all of them. */
  readonly completa: boolean;
  /** What the warehouses gave to it at last; absent where nothing is known. */
  readonly partes?: readonly Parte[];
}

/** The reservation of an order, as far as the road consults it: `bodegas` writes it. */
export const reserva = aggregate<Reserva>('reserva', { reingresos: 0, recibida: false, completa: false })
  .on(ReservaHecha, (r, { partes }) => ({ ...r, partes }))
  .on(ReservaMovida, (r, { partes }) => ({ ...r, partes }))
  .on(ReservaLiberada, (r) => ({ ...r, partes: [] }))
  .on(ReservaPerdida, (r) => ({ ...r, partes: [] }))
  .on(DevolucionRecibida, (r, { completa, reingresa, partes = [] }) =>
    reingresa ? { ...r, reingresos: r.reingresos + 1, partes } : { ...r, recibida: true, completa, partes },
  );

/** What of goods that their delivery holds to be aboard a warehouse has received, and the delivery has not been told yet. */
export function recibidas(r: Reserva = reserva.initial, { descargas }: Pick<Entrega, 'descargas'>) {
  if (r.reingresos > descargas) return 'todas';
  if (r.recibida) return r.completa ? 'todas' : 'algunas';
  return 'ninguna';
}

/** The reservation as its first fact made it, where a delivery was told that one and no other, and nothing has left since. */
export function reservaSegun(e: Entrega | undefined): Supposition<Reserva> | undefined {
  if (!e?.encargo || e.revisiones.partes !== undefined || e.intento > 1 || e.viaje) return undefined;
  return { version: 1, state: { ...reserva.initial, partes: e.encargo.partes } };
}

/**
 * Whether the warehouses have for an order what a vehicle is to load at some of them, and nothing at any that the delivery
 * does not know. They do not while what they gave has just become other, and the delivery has not been told yet.
 */
export function tienenLoEsperado(
  { partes }: Reserva,
  esperadas: readonly Parte[],
  bodegas: readonly string[],
): boolean {
  if (partes === undefined) return true;
  const aparte = new Set(esperadas.map(({ bodegaId }) => bodegaId).filter((una) => !bodegas.includes(una)));
  const de = (unas: readonly Parte[]) =>
    unas
      .filter(({ bodegaId }) => !aparte.has(bodegaId))
      .map(({ bodegaId, sku, cantidad }) => `${bodegaId}:${sku}:${cantidad}`)
      .sort();
  return de(partes).join() === de(esperadas).join();
}
