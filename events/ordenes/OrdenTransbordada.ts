import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { VIAJE, Viaje } from './viaje.ts';

/** On the road, all goods of an order went to another vehicle: this one brings it. */
export const OrdenTransbordada = event('OrdenTransbordada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Viaje }),
  example: { ordenId: EJEMPLO.ordenId, ...VIAJE, vehiculoId: EJEMPLO.otroVehiculoId, cambio: 1 },
});
