import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import type { ParteRecibida } from '#events/bodegas/recibida.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { tomar } from './lotes.ts';

/** The goods of an order that warehouses have on their books or have given away. Each unit is in one of the three lists. */
export interface Tenencia {
  /** The warehouse that the order leaves from. */
  readonly bodegaId: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
  /** Promised to the order, and in a warehouse. */
  readonly apartadas: readonly Parte[];
  /** Have left the warehouse, and were received by none since: on the way, or delivered. */
  readonly fuera: readonly Parte[];
  /** Received back, and promised to the order no more. */
  readonly recibidas: readonly ParteRecibida[];
  /** How many times what came back was reserved for the order again. */
  readonly reingresos: number;
  /** Whether a start of a vehicle with it was undone. */
  readonly deshecha: boolean;
}

/** What one order holds in the warehouses: once `cerrada` or `negada`, nothing, and it will get nothing. */
export type Reserva =
  | { readonly estado: 'inexistente' | 'negada' }
  | ({ readonly estado: 'hecha' | 'cerrada' } & Tenencia);

/** The reservation of one order, over all the warehouses that give to it. */
export const reserva = aggregate<Reserva>('reserva', { estado: 'inexistente' })
  .on(ReservaHecha, (_, { bodegaId, partes, pesoKg, volumenM3 }) => ({
    estado: 'hecha',
    bodegaId,
    pesoKg,
    volumenM3,
    apartadas: partes,
    fuera: [],
    recibidas: [],
    reingresos: 0,
    deshecha: false,
  }))
  .on(ReservaRechazada, () => ({ estado: 'negada' }))
  .on(ReservaLiberada, cerrar)
  .on(ReservaPerdida, cerrar)
  .on(ReservaNoCambiada, (r) => r)
  .on(ReservaMovida, (r, { bodegaId, partes, pesoKg, volumenM3 }) =>
    tiene(r) ? { ...r, bodegaId, pesoKg, volumenM3, apartadas: partes } : r,
  )
  .on(ReservaDespachada, (r, { bodegaId }) => {
    if (!tiene(r)) return r;
    const [salen, quedan] = partir(r.apartadas, [bodegaId]);
    return { ...r, apartadas: quedan, fuera: [...r.fuera, ...salen] };
  })
  .on(DespachoDeshecho, (r, { bodegas }) => {
    if (!tiene(r)) return r;
    const [vuelven, fuera] = partir(r.fuera, bodegas);
    return { ...r, fuera, apartadas: r.estado === 'hecha' ? [...r.apartadas, ...vuelven] : [], deshecha: true };
  })
  .on(DevolucionRecibida, (r, { bodegaId, lineas, partes }) => {
    if (!tiene(r)) return r;
    const fuera = tomar(r.fuera, lineas).quedan;
    if (partes) return { ...r, bodegaId, fuera, apartadas: partes, reingresos: r.reingresos + 1 };
    const recibidas = lineas.map((linea) => ({ bodegaId, ...linea }));
    return { ...r, estado: 'cerrada', fuera, apartadas: [], recibidas: [...r.recibidas, ...recibidas, ...soltadas(r)] };
  })
  .on(DevolucionCorregida, (r, { partes }) => {
    if (!tiene(r)) return r;
    const entregadas = partes.map(({ condicion: _, ...parte }) => parte);
    const recibidas = tomar(r.recibidas, partes, lugar).quedan;
    return { ...r, estado: 'cerrada', apartadas: [], fuera: [...r.fuera, ...entregadas], recibidas };
  });

/** Whether an order got goods once. */
export function tiene(r: Reserva): r is Extract<Reserva, Tenencia> {
  return r.estado === 'hecha' || r.estado === 'cerrada';
}

/** Whether its goods have only left, if they have: nothing came back, and no start with them was undone. */
export function soloSale(r: Reserva): boolean {
  return r.estado === 'hecha' && !r.deshecha && r.reingresos === 0 && r.recibidas.length === 0;
}

/** The warehouses of some parts, each once. */
export function bodegasDe(partes: readonly Pick<Parte, 'bodegaId'>[]): string[] {
  return [...new Set(partes.map(({ bodegaId }) => bodegaId))];
}

/** Parts: those of the warehouses named, and the others. */
export function partir(partes: readonly Parte[], bodegas: readonly string[]): [Parte[], Parte[]] {
  const dentro = ({ bodegaId }: Parte) => bodegas.includes(bodegaId);
  return [partes.filter(dentro), partes.filter((parte) => !dentro(parte))];
}

function cerrar(r: Reserva): Reserva {
  if (!tiene(r)) return { estado: 'negada' };
  return { ...r, estado: 'cerrada', apartadas: [], recibidas: [...r.recibidas, ...soltadas(r)] };
}

/** Of what is free from here on, what had come back once, the last first: proof may still come that it was delivered. */
function soltadas({ reingresos, apartadas }: Tenencia): ParteRecibida[] {
  return reingresos === 0 ? [] : apartadas.toReversed().map((parte) => ({ ...parte, condicion: 'vendible' }));
}

/** Where units were put down, and how. */
function lugar({ bodegaId, sku, condicion }: ParteRecibida): string {
  return `${bodegaId}|${sku}|${condicion}`;
}
