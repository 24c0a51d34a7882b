import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { tally } from '#shared/model/projection.ts';
import { aporteDe, seguir, sinReserva } from '../retencion.ts';

/** Which orders hold the stock of a warehouse: a group for each stock item, in it the orders by the time of their reservation. */
export const retenciones = tally('retenciones', { of: 'reserva', initial: sinReserva, contributes: aporteDe })
  .on(ReservaHecha, (r, d, { metadata }) => ({ ...seguir(r, ReservaHecha(d)), desde: metadata.occurredAt }))
  .on(ReservaMovida, (r, d) => seguir(r, ReservaMovida(d)))
  .on(ReservaDespachada, (r, d) => seguir(r, ReservaDespachada(d)))
  .on(DespachoDeshecho, (r, d) => seguir(r, DespachoDeshecho(d)))
  .on(DevolucionRecibida, (r, d) => seguir(r, DevolucionRecibida(d)))
  .on(DevolucionCorregida, (r, d) => seguir(r, DevolucionCorregida(d)))
  .on(ReservaLiberada, (r, d) => seguir(r, ReservaLiberada(d)))
  .on(ReservaPerdida, (r, d) => seguir(r, ReservaPerdida(d)));
