import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Lineas, Nombres } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';
import { Reubicacion } from './reubicacion.ts';

/** The other goods that were wanted for an order are reserved, and the former ones are not any more. `nombres` are absent where a later move of them was told sooner. */
export const LineasCambiadas = event('LineasCambiadas', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, lineas: Lineas, nombres: Nombres.optional(), ...Reubicacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 3 }],
    nombres: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto }],
    bodegaId: EJEMPLO.bodegaId,
    partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 3 }],
    pesoKg: 1.5,
    volumenM3: 0.003,
    reubicacion: 1,
  },
});
