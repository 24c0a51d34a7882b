import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Linea } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The goods of an order are not to be had, so none is reserved. `faltantes` says of which product how many are missing. */
export const ReservaRechazada = event('ReservaRechazada', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    codigo: z.enum(['SKU_DESCONOCIDO', 'INVENTARIO_INSUFICIENTE']),
    faltantes: z.array(Linea).max(50),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    codigo: 'INVENTARIO_INSUFICIENTE',
    faltantes: [{ sku: EJEMPLO.sku, cantidad: 1 }],
  },
});
