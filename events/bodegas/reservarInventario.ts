import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';

/** Asks for the goods of an order, all or none. Answered by ReservaHecha or ReservaRechazada; nothing when the order had its answer, or its reservation was released before it came. */
export const reservarInventario = request('reservarInventario', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, zona: Zona, lineas: Lineas }),
  example: { ordenId: EJEMPLO.ordenId, zona: EJEMPLO.zona, lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }] },
});
