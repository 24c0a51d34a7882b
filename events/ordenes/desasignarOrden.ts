import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';
import { Salidas } from './viaje.ts';

/** Tells an order that it has lost its place in a plan, or has none; with `motivo` when nobody can bring it where it goes now. `cambio` is its number among the assignments of the attempt. */
export const desasignarOrden = request('desasignarOrden', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, intento: Intento, cambio: Cambio, motivo: Motivo.optional() }),
  example: { ordenId: EJEMPLO.ordenId, salidas: [], intento: 1, cambio: 1 },
});
