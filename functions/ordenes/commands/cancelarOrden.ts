import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { clienteDe, orden } from '../orden.ts';

/** A customer withdraws an order that has not left the warehouse. Cancelling twice is harmless. */
export const cancelarOrden = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/cancelacion',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Cancela una orden',
    description:
      'El cliente se retracta. Solo se puede mientras la mercancía no ha salido de la bodega; cancelar dos veces no hace nada más.',
  },
  accepts: z.strictObject({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'El cliente ya no lo necesita' },
  rejects: ['ORDEN_NO_EXISTE', 'ORDEN_EN_TRANSITO', 'ORDEN_TERMINADA'],
  id: ({ ordenId }) => ordenId,
  owner: (_, o) => clienteDe(o),
  decide: ({ ordenId, motivo }, o) => {
    switch (o.estado) {
      case 'cancelada':
        return [];
      case 'inexistente':
        return reject('ORDEN_NO_EXISTE');
      case 'creada':
      case 'confirmada':
      case 'asignada':
        return [OrdenCancelada({ ordenId, motivo })];
      case 'enTransito':
      case 'entregaFallida':
        return reject('ORDEN_EN_TRANSITO');
      default:
        return reject('ORDEN_TERMINADA', `Está ${o.estado}`);
    }
  },
});
