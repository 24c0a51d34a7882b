import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What a driver who leaves must know of the warehouses' account of an order. */
export interface Reserva {
  /** Whether a warehouse has received goods of it back, and none has left since. */
  readonly recibida: boolean;
}

/** The reservation of an order, as far as the road consults it: `bodegas` writes it. */
export const reserva = aggregate<Reserva>('reserva', { recibida: false })
  .on(DevolucionRecibida, () => ({ recibida: true }))
  .on(ReservaDespachada, () => ({ recibida: false }));
