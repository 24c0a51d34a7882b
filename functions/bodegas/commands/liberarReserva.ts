import { liberarReserva as peticion } from '#events/bodegas/liberarReserva.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { abrir, anotar, conSalidas, escrito, itemsDe, reapartar } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { reserva } from '../reserva.ts';

/**
 * Frees what an order holds in the warehouses; what a vehicle has taken stays out. Coming before the reservation, it sees to
 * it that there will be none.
 */
export const liberarReserva = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }, r) => (r.estado === 'hecha' ? { entrega: [ordenId], inventario: itemsDe(r.apartadas) } : {}),
  decide: ({ ordenId, motivo }, states) => {
    const liberada = ReservaLiberada({ ordenId, motivo });
    const asiento = conSalidas(abrir(ordenId, states), states.entrega[ordenId]);
    const r = asiento.reserva;
    if (r.estado === 'inexistente') return escrito(anotar(asiento, liberada, []));
    return r.estado === 'hecha' ? escrito(anotar(asiento, liberada, reapartar(ordenId, r.apartadas, []))) : [];
  },
});
