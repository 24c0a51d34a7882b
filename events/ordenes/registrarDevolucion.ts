import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { LineasRecibidas } from '#events/comun/recibida.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';
import { Entregado } from './entrega.ts';
import { Salidas, VIAJE, Viaje } from './viaje.ts';

/**
 * Tells an order that nothing of it is out any more: all of it is back in a warehouse or, with `entrega`, what was left
 * over of that partial delivery.
 */
export const registrarDevolucion = request('registrarDevolucion', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    salidas: Salidas,
    entrega: z.strictObject({ ...Viaje, ...Entregado }).optional(),
    motivo: Motivo,
    lineas: LineasRecibidas,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    salidas: [{ ...VIAJE, cargada: true, fallo: { motivo: 'rechazada', final: true } }],
    motivo: 'Quien debía recibir no quiso la mercancía',
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
});
