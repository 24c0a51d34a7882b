import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** An operator has given an order up. Goods that are out come back. */
export const OrdenAbandonada = event('OrdenAbandonada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La vía está cerrada hasta nuevo aviso' },
});
