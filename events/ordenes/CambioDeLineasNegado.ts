import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Linea } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The other goods that were wanted for an order are not to be had: it keeps its own. `faltantes` says how many of what are missing; of none when the goods had left already. */
export const CambioDeLineasNegado = event('CambioDeLineasNegado', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, faltantes: z.array(Linea).max(50) }),
  example: { ordenId: EJEMPLO.ordenId, faltantes: [{ sku: EJEMPLO.sku, cantidad: 1 }] },
});
