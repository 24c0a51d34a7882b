import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Carga, Nombres, Partes } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/**
 * An order's goods, of which none has left a warehouse, are reserved otherwise than before: elsewhere, or other goods.
 * `partes` are all that it holds, and `nombres` what other goods are called; it leaves from `bodegaId`.
 */
export const ReservaMovida = event('ReservaMovida', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, partes: Partes, nombres: Nombres.optional(), ...Carga }),
  example: {
    ordenId: EJEMPLO.ordenId,
    bodegaId: 'BOG-SUR',
    partes: [{ bodegaId: 'BOG-SUR', sku: EJEMPLO.sku, cantidad: 2 }],
    ...EJEMPLO.carga,
  },
});
