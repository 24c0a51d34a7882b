import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** The goods of an order that was not delivered are back in a warehouse. */
export const OrdenDevuelta = event('OrdenDevuelta', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo, lineas: LineasRecibidas }),
  example: {
    ordenId: EJEMPLO.ordenId,
    motivo: 'Tres intentos fallidos',
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
});
