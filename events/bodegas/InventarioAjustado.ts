import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Goods were counted, and the books follow the count. */
export const InventarioAjustado = event('InventarioAjustado', {
  context: 'bodegas',
  schema: z.object({ bodegaId: BodegaId, sku: Sku, conteo: z.int().min(0), diferencia: z.int(), motivo: Motivo }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, conteo: 98, diferencia: -2, motivo: 'Conteo mensual' },
});
