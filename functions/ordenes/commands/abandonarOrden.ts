import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { command } from '#shared/model/command.ts';
import { estaDecidida, noSeAbandona } from '../cambiable.ts';
import { orden } from '../orden.ts';

/** An operator gives an order up, wherever its goods are. Of one that is cancelled, or comes back already, nothing more is to be said. */
export const abandonarOrden = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/abandono',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Abandona una orden',
    description:
      'Un operador decide que una orden no se entregará. Lo que está reservado queda libre; la mercancía que está en la calle vuelve a la bodega, y la orden queda devuelta cuando la bodega la recibe.',
  },
  accepts: z.strictObject({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La vía está cerrada hasta nuevo aviso' },
  rejects: ['ORDEN_NO_EXISTE', 'ORDEN_TERMINADA'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => noSeAbandona(o) ?? (estaDecidida(o) ? [] : [OrdenAbandonada(c)]),
});
