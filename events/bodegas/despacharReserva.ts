import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';

/** Takes the goods of an order out of the warehouses where a vehicle has loaded them. Answered by ReservaDespachada, one for each warehouse. */
export const despacharReserva = request('despacharReserva', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegas: z.array(BodegaId).min(1).max(100) }),
  example: { ordenId: EJEMPLO.ordenId, bodegas: [EJEMPLO.bodegaId] },
});
