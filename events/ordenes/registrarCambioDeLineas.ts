import * as z from 'zod';
import { Negacion } from '#events/comun/cambioNegado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Lineas, Nombres } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';
import { Reubicacion } from './reubicacion.ts';

/** Tells an order what became of the other goods that it wanted: `reserva` when they are reserved, `negacion` when it does not get them. */
export const registrarCambioDeLineas = request('registrarCambioDeLineas', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    lineas: Lineas,
    nombres: Nombres.optional(),
    reserva: z.strictObject(Reubicacion).optional(),
    negacion: z.strictObject(Negacion).optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 3 }],
    nombres: [{ sku: EJEMPLO.sku, nombre: EJEMPLO.producto }],
    reserva: {
      bodegaId: EJEMPLO.bodegaId,
      partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 3 }],
      pesoKg: 1.5,
      volumenM3: 0.003,
      reubicacion: 1,
    },
  },
});
