import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Linea } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The other goods that an order asked for are not to be had: it keeps those that it holds. `faltantes` says of which product how many are missing. */
export const ReservaNoCambiada = event('ReservaNoCambiada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, faltantes: z.array(Linea).min(1).max(50) }),
  example: { ordenId: EJEMPLO.ordenId, faltantes: [{ sku: EJEMPLO.sku, cantidad: 1 }] },
});
