import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { recibirDevolucion as peticion } from '#events/bodegas/recibirDevolucion.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { inventario } from '../inventario.ts';
import { enInventario } from '../partes.ts';
import { reserva } from '../reserva.ts';

/**
 * The goods of an order are back, each part where it came from. When this overtakes the dispatch, which has a queue of its
 * own, it writes the dispatch down too: what comes back has left.
 */
export const recibirDevolucion = unitOfWork({
  over: { inventario, reserva },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['RESERVA_NO_EXISTE'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: () => ({}),
  decide: ({ ordenId, motivo }, states) => {
    const r = states.reserva[ordenId] ?? reserva.initial;
    if (r.estado === 'inexistente') return reject('RESERVA_NO_EXISTE');
    if (r.estado !== 'hecha' && r.estado !== 'despachada') return [];
    const salida = r.estado === 'hecha';
    return [
      to(
        reserva,
        ordenId,
        ...(salida ? [ReservaDespachada({ ordenId })] : []),
        DevolucionRecibida({ ordenId, motivo }),
      ),
      ...enInventario(r.partes, (parte) => [
        ...(salida ? [InventarioDespachado({ ordenId, ...parte })] : []),
        InventarioDevuelto({ ordenId, ...parte }),
      ]),
    ];
  },
});
