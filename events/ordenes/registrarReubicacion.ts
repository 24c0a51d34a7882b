import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';
import { Reubicacion } from './reubicacion.ts';
import { Salidas } from './viaje.ts';

/**
 * Tells an order that its goods are reserved elsewhere. `lineas` are what they are: where the order waits for an answer
 * about just these, this is one too.
 */
export const registrarReubicacion = request('registrarReubicacion', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, lineas: Lineas, ...Reubicacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    salidas: [],
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
    bodegaId: 'BOG-SUR',
    partes: [{ bodegaId: 'BOG-SUR', sku: EJEMPLO.sku, cantidad: 2 }],
    ...EJEMPLO.carga,
    reubicacion: 1,
  },
});
