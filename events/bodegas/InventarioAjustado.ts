import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Conteo } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** Goods were counted, and the books follow the count, also where it is less than orders were promised. */
export const InventarioAjustado = event('InventarioAjustado', {
  context: 'bodegas',
  schema: z.object({
    bodegaId: BodegaId,
    sku: Sku,
    conteo: Conteo,
    diferencia: z.int().min(-1e9).max(1e9),
    motivo: Motivo,
  }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, conteo: 98, diferencia: -2, motivo: 'Conteo mensual' },
});
