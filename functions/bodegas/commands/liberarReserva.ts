import { liberarReserva as peticion } from '#events/bodegas/liberarReserva.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { inventario } from '../inventario.ts';
import { enInventario } from '../partes.ts';
import { partesDe, reserva } from '../reserva.ts';

/** Gives back what an order was promised. Coming before the reservation, it sees to it that there will be none. */
export const liberarReserva = unitOfWork({
  over: { inventario, reserva },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: () => ({}),
  decide: ({ ordenId, motivo }, states) => {
    const r = states.reserva[ordenId] ?? reserva.initial;
    if (r.estado !== 'inexistente' && r.estado !== 'hecha') return [];
    return [
      to(reserva, ordenId, ReservaLiberada({ ordenId, motivo })),
      ...enInventario(partesDe(r), (parte) => [ReservaDeInventarioLiberada({ ordenId, ...parte })]),
    ];
  },
});
