import * as z from 'zod';
import { Negacion } from '#events/comun/cambioNegado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** An order does not get the other goods that it asked for: it keeps those that it holds. */
export const ReservaNoCambiada = event('ReservaNoCambiada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, ...Negacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    codigo: 'INVENTARIO_INSUFICIENTE',
    faltantes: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto, cantidad: 1 }],
  },
});
