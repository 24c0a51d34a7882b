import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';

/** Goods of an order were delivered, though a warehouse has them on its books as received: takes them off. Answered by DevolucionCorregida. */
export const corregirDevolucion = request('corregirDevolucion', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});
