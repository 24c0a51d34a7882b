import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { VIAJE, Viaje } from './viaje.ts';

/** The route ended before it came to the order's door: that costs no attempt. `cargada`: goods of it were aboard. */
export const EntregaDeOrdenAplazada = event('EntregaDeOrdenAplazada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Viaje, cargada: z.boolean() }),
  example: { ordenId: EJEMPLO.ordenId, ...VIAJE, cargada: true },
});
