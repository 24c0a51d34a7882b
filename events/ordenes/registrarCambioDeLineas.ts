import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Linea, Lineas } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';
import { Reubicacion } from './reubicacion.ts';

/** Tells an order whether the other goods that it wanted are reserved: with `reserva` they are, without it they are not. */
export const registrarCambioDeLineas = request('registrarCambioDeLineas', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    lineas: Lineas,
    reserva: z.strictObject(Reubicacion).optional(),
    faltantes: z.array(Linea).max(50),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 3 }],
    reserva: {
      bodegaId: EJEMPLO.bodegaId,
      partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 3 }],
      pesoKg: 1.5,
      volumenM3: 0.003,
      reubicacion: 1,
    },
    faltantes: [],
  },
});
