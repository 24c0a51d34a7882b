import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Falta } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/**
 * An order gets no goods, and none is reserved: a product is not known, there is not enough of it (`faltantes` says of
 * which product how many are missing, `bodegas` in which warehouses: others may have it, and reach the place not), or no
 * vehicle of the fleet can carry it.
 */
export const ReservaRechazada = event('ReservaRechazada', {
  context: 'bodegas',
  schema: z.object({
    ordenId: OrdenId,
    codigo: z.enum(['SKU_DESCONOCIDO', 'INVENTARIO_INSUFICIENTE', 'CARGA_IMPOSIBLE', 'FUERA_DE_COBERTURA']),
    faltantes: z.array(Falta).max(50),
    bodegas: z.array(BodegaId).max(100).optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    codigo: 'INVENTARIO_INSUFICIENTE',
    faltantes: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto, cantidad: 1 }],
    bodegas: [EJEMPLO.bodegaId],
  },
});
