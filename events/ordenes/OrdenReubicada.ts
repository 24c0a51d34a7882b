import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Reubicacion } from './reubicacion.ts';

/** The goods of an order are reserved elsewhere: from there it leaves. They are the same goods. */
export const OrdenReubicada = event('OrdenReubicada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Reubicacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: 'BOG-SUR',
    partes: [{ bodegaId: 'BOG-SUR', sku: EJEMPLO.sku, cantidad: 2 }],
    ...EJEMPLO.carga,
    reubicacion: 1,
  },
});
