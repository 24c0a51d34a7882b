import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';

/** Takes the goods of an order out of the warehouses: the vehicle has left with them. */
export const despacharReserva = request('despacharReserva', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});
