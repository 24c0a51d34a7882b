import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import type { ParteRecibida } from '#events/bodegas/recibida.ts';
import { demas, tomar } from '#events/comun/lotes.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Units that were put down in a warehouse, and when that was written down (ISO 8601, UTC). */
export interface Puesta extends ParteRecibida {
  readonly en: string;
}

/** The goods of an order that warehouses have on their books or have given away. Each unit is in one of the three lists. */
export interface Tenencia {
  /** The warehouse that the order leaves from. */
  readonly bodegaId: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
  /** Promised to the order, and in a warehouse. */
  readonly apartadas: readonly Parte[];
  /**
   * For how many of the promised ones others came back, the last first, by a reception or by a start that was undone: where
   * these were put down, which may be elsewhere than what is promised since.
   */
  readonly reingresadas: readonly Puesta[];
  /** Have left the warehouse, and were received by none since: on the way, or delivered. */
  readonly fuera: readonly Parte[];
  /** Received back, and promised to the order no more. */
  readonly recibidas: readonly Puesta[];
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
    reingresadas: [],
    fuera: [],
    recibidas: [],
    reingresos: 0,
    deshecha: false,
  }))
  .on(ReservaRechazada, () => ({ estado: 'negada' }))
  .on(ReservaLiberada, cerrar)
  .on(ReservaPerdida, cerrar)
  .on(ReservaNoCambiada, (r) => r)
  .on(ReservaNoAcercada, (r) => r)
  .on(ReservaMovida, (r, { bodegaId, partes, pesoKg, volumenM3 }) =>
    tiene(r)
      ? { ...r, bodegaId, pesoKg, volumenM3, apartadas: partes, reingresadas: hasta(partes, r.reingresadas) }
      : r,
  )
  .on(ReservaDespachada, (r, { bodegaId }) => {
    if (!tiene(r)) return r;
    const [salen, quedan] = partir(r.apartadas, [bodegaId]);
    const [deAhi, otras] = partir(r.reingresadas, [bodegaId]);
    const reingresadas = hasta(quedan, [...deAhi, ...otras]);
    return { ...r, apartadas: quedan, reingresadas, fuera: [...r.fuera, ...salen] };
  })
  .on(DespachoDeshecho, (r, { bodegas }, at) => {
    if (!tiene(r)) return r;
    const [vuelven, fuera] = partir(r.fuera, bodegas);
    const puestas = vuelven.toReversed().map((parte): Puesta => ({ ...parte, condicion: 'vendible', en: at }));
    const despues = { ...r, fuera, deshecha: true };
    return r.estado === 'hecha'
      ? { ...despues, apartadas: [...r.apartadas, ...vuelven], reingresadas: [...puestas, ...r.reingresadas] }
      : { ...despues, recibidas: [...r.recibidas, ...puestas] };
  })
  .on(DevolucionRecibida, (r, { bodegaId, lineas, partes }, at) => {
    if (!tiene(r)) return r;
    const fuera = tomar(r.fuera, lineas).quedan;
    const puestas = lineas.map((linea): Puesta => ({ bodegaId, ...linea, en: at }));
    if (!partes) return cerrada({ ...r, fuera, recibidas: [...r.recibidas, ...puestas] });
    const reingresadas = [...puestas, ...r.reingresadas];
    return { ...r, bodegaId, fuera, apartadas: partes, reingresadas, reingresos: r.reingresos + 1 };
  })
  .on(DevolucionCorregida, (r, { partes }) => {
    if (!tiene(r)) return r;
    const entregadas = partes.map(({ condicion: _, ...parte }) => parte);
    const recibidas = tomar(r.recibidas, partes, lugar).quedan;
    const fuera = [...r.fuera, ...entregadas];
    return { ...r, estado: 'cerrada', apartadas: [], reingresadas: [], fuera, recibidas };
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
export function partir<P extends Parte>(partes: readonly P[], bodegas: readonly string[]): [P[], P[]] {
  const dentro = ({ bodegaId }: P) => bodegas.includes(bodegaId);
  return [partes.filter(dentro), partes.filter((parte) => !dentro(parte))];
}

function cerrar(r: Reserva): Reserva {
  return tiene(r) ? cerrada(r) : { estado: 'negada' };
}

/** All is free from here on. Of what had come back once, proof may still come that it was delivered. */
function cerrada(r: Tenencia): Reserva {
  return { ...r, estado: 'cerrada', apartadas: [], reingresadas: [], recibidas: [...r.recibidas, ...r.reingresadas] };
}

/** What came back for no more units than are promised: for the others, the first of the list, it has left again. */
function hasta(apartadas: readonly Parte[], reingresadas: readonly Puesta[]): readonly Puesta[] {
  return tomar(reingresadas, demas(reingresadas, apartadas)).quedan;
}

/** Where units were put down, and how. */
function lugar({ bodegaId, sku, condicion }: ParteRecibida): string {
  return `${bodegaId}|${sku}|${condicion}`;
}
