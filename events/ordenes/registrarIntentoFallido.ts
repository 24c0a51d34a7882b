import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order that a try to deliver it has failed. Carries the whole journey, since this may arrive before it. */
export const registrarIntentoFallido = request('registrarIntentoFallido', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    intento: Intento,
    cambio: Cambio,
    motivo: Motivo,
    final: z.boolean(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    intento: 1,
    cambio: 0,
    motivo: 'No había quién recibiera',
    final: false,
  },
});
