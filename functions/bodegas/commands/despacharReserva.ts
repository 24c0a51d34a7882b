import { despacharReserva as peticion } from '#events/bodegas/despacharReserva.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { inventario } from '../inventario.ts';
import { enInventario } from '../partes.ts';
import { reserva } from '../reserva.ts';

/** The goods of an order have left, each part out of its own warehouse. */
export const despacharReserva = unitOfWork({
  over: { inventario, reserva },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['RESERVA_NO_EXISTE'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: () => ({}),
  decide: ({ ordenId }, states) => {
    const r = states.reserva[ordenId] ?? reserva.initial;
    if (r.estado === 'inexistente') return reject('RESERVA_NO_EXISTE');
    if (r.estado !== 'hecha') return [];
    return [
      to(reserva, ordenId, ReservaDespachada({ ordenId })),
      ...enInventario(r.partes, (parte) => [InventarioDespachado({ ordenId, ...parte })]),
    ];
  },
});
