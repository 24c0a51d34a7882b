import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { Salidas, VIAJE, Viaje } from './viaje.ts';

/** Tells an order that the route ended before it came to its door. `cargada`: goods of it were aboard. */
export const aplazarEntrega = request('aplazarEntrega', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, ...Viaje, cargada: z.boolean() }),
  example: { ordenId: EJEMPLO.ordenId, salidas: [], ...VIAJE, cargada: true },
});
