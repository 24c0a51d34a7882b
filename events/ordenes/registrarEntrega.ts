import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { ENTREGADO, Entregado } from './entrega.ts';
import { Salidas, VIAJE, Viaje } from './viaje.ts';

/** Tells an order that it was delivered, all of it or a part; also late, when it was given up already. */
export const registrarEntrega = request('registrarEntrega', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, ...Viaje, ...Entregado }),
  example: { ordenId: EJEMPLO.ordenId, salidas: [], ...VIAJE, ...ENTREGADO },
});
