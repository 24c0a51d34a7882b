import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';

/** Asks for other goods for an order, all or none. Answered by ReservaMovida or ReservaNoCambiada; by neither once the order holds nothing. Once goods of it have left it is the latter. */
export const cambiarLineas = request('cambiarLineas', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, zona: Zona, lineas: Lineas }),
  example: { ordenId: EJEMPLO.ordenId, zona: EJEMPLO.zona, lineas: [{ sku: EJEMPLO.sku, cantidad: 1 }] },
});
