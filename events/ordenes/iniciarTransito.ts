import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { Salidas, VIAJE, Viaje } from './viaje.ts';

/** Tells an order that goods of it are on the road; of a transfer there, with a greater `cambio`, in which vehicle. */
export const iniciarTransito = request('iniciarTransito', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, ...Viaje }),
  example: { ordenId: EJEMPLO.ordenId, salidas: [], ...VIAJE },
});
