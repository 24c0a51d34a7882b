import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { registrarEntrega as peticion } from '#events/ordenes/registrarEntrega.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { faltanHastaTransito } from '../viaje.ts';

/** The order is delivered. That holds for one that was cancelled too late as well: the customer has the goods, and there is proof. */
export const registrarEntrega = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    const faltan = faltanHastaTransito(o, c) ?? (o.estado === 'cancelada' ? [] : undefined);
    if (!faltan) return [];
    const { ordenId, vehiculoId, recibidoPor, evidencia, entregadaEn } = c;
    return [
      ...faltan,
      OrdenEntregada({ ordenId, clienteId: o.clienteId, vehiculoId, recibidoPor, evidencia, entregadaEn }),
    ];
  },
});
