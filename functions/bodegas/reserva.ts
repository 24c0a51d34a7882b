import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What one order holds in the warehouses. */
export type Reserva =
  | { readonly estado: 'inexistente' | 'rechazada' | 'liberada' | 'devuelta' }
  | { readonly estado: 'hecha' | 'despachada'; readonly partes: readonly Parte[] };

/** The reservation of one order, over all the warehouses that give to it. */
export const reserva = aggregate<Reserva>('reserva', { estado: 'inexistente' })
  .on(ReservaHecha, (_, { partes }) => ({ estado: 'hecha', partes }))
  .on(ReservaRechazada, () => ({ estado: 'rechazada' }))
  .on(ReservaLiberada, () => ({ estado: 'liberada' }))
  .on(ReservaDespachada, (r) => ({ estado: 'despachada', partes: partesDe(r) }))
  .on(DevolucionRecibida, () => ({ estado: 'devuelta' }));

/** What is out of the books or promised for this order now, by warehouse and product. */
export function partesDe(r: Reserva): readonly Parte[] {
  return r.estado === 'hecha' || r.estado === 'despachada' ? r.partes : [];
}
