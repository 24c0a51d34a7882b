import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { command } from '#shared/model/command.ts';
import { noSeCancela } from '../cambiable.ts';
import { clienteDe, orden } from '../orden.ts';

/** A customer withdraws an order whose goods are in the warehouses. Cancelling twice is harmless. */
export const cancelarOrden = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/cancelacion',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Cancela una orden',
    description:
      'El cliente se retracta. Solo se puede mientras la mercancía está en la bodega: ni en la calle, ni entre dos intentos mientras la tiene el vehículo. Cancelar dos veces no hace nada más.',
  },
  accepts: z.strictObject({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'El cliente ya no lo necesita' },
  rejects: ['ORDEN_NO_EXISTE', 'ORDEN_EN_TRANSITO', 'ORDEN_TERMINADA'],
  id: ({ ordenId }) => ordenId,
  owner: (_, o) => clienteDe(o),
  decide: (c, o) => noSeCancela(o) ?? (o.estado === 'cancelada' ? [] : [OrdenCancelada(c)]),
});
