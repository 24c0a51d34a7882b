import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { FalloDeIntento, Salidas, VIAJE, Viaje } from './viaje.ts';

/** Tells an order that a try to deliver it has failed. */
export const registrarIntentoFallido = request('registrarIntentoFallido', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, ...Viaje, ...FalloDeIntento }),
  example: { ordenId: EJEMPLO.ordenId, salidas: [], ...VIAJE, motivo: 'ausente', final: false },
});
