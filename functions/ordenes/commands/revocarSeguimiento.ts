import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { clienteDe, orden } from '../orden.ts';

/** A customer or an operator takes back the links of an order: somebody has one who should not. */
export const revocarSeguimiento = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/seguimiento/revocacion',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Anula los enlaces de seguimiento de una orden',
    description:
      'Los enlaces que se hayan dado hasta ahora dejan de abrir la orden. La consulta del enlace da uno nuevo, y los avisos que sigan lo llevan.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  rejects: ['ORDEN_NO_EXISTE'],
  repeats: true,
  id: ({ ordenId }) => ordenId,
  owner: (_, o) => clienteDe(o),
  decide: ({ ordenId }, o) =>
    o.estado === 'inexistente'
      ? reject('ORDEN_NO_EXISTE')
      : [SeguimientoRevocado({ ordenId, serie: (o.seguimiento ?? 0) + 1 })],
});
