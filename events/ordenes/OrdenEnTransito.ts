import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { VIAJE, Viaje } from './viaje.ts';

/** Goods of an order are on the road: all of them, or some, and the vehicle fetches the others on the way. */
export const OrdenEnTransito = event('OrdenEnTransito', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Viaje }),
  example: { ordenId: EJEMPLO.ordenId, ...VIAJE },
});
