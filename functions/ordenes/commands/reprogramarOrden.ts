import * as z from 'zod';
import { OrdenId } from '#events/comun/ids.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { command } from '#shared/model/command.ts';
import { noSeCambia, noSePromete } from '../cambiable.ts';
import { clienteDe, orden } from '../orden.ts';

/** A customer wants an order in another window, at first or between two attempts. */
export const reprogramarOrden = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/reprogramacion',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Cambia la ventana de una orden',
    description:
      'El cliente pide otra ventana de entrega, antes del primer intento o entre dos. No se puede mientras la orden está en camino, ni cuando ya terminó. La orden se planea de nuevo después de esta respuesta.',
  },
  accepts: z.strictObject({ ordenId: OrdenId, ventana: Ventana }),
  example: OrdenReprogramada.example,
  rejects: ['ORDEN_NO_EXISTE', 'ORDEN_EN_TRANSITO', 'ORDEN_TERMINADA', 'VENTANA_PASADA', 'VENTANA_LEJANA'],
  repeats: true,
  id: ({ ordenId }) => ordenId,
  owner: (_, o) => clienteDe(o),
  decide: (c, o, { now }) => noSeCambia(o) ?? noSePromete(c.ventana, now) ?? [OrdenReprogramada(c)],
});
