import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** The driver has fetched the goods of an order in a warehouse on the way. `cargada` when all goods of the order are aboard with that. */
export const RecogidaConfirmada = event('RecogidaConfirmada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    bodegaId: BodegaId,
    cargada: z.boolean(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    bodegaId: EJEMPLO.bodegaId,
    cargada: true,
  },
});
