import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { FalloDeIntento, VIAJE, Viaje } from './viaje.ts';

/** A try to deliver an order has failed. After the `final` one the goods go back. */
export const EntregaDeOrdenFallida = event('EntregaDeOrdenFallida', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Viaje, ...FalloDeIntento }),
  example: { ordenId: EJEMPLO.ordenId, ...VIAJE, motivo: 'ausente', final: false },
});
