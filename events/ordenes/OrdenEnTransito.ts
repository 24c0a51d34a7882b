import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { VIAJE, Viaje } from './viaje.ts';

/** All goods of an order are on the road. */
export const OrdenEnTransito = event('OrdenEnTransito', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Viaje }),
  example: { ordenId: EJEMPLO.ordenId, ...VIAJE },
});
