import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Ordenes } from './plan.ts';

/** A vehicle on the road has fetched the goods of these orders in a warehouse. */
export const RecogidaHecha = event('RecogidaHecha', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, rutaId: RutaId, bodegaId: BodegaId, ordenes: Ordenes }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    bodegaId: EJEMPLO.bodegaId,
    ordenes: [EJEMPLO.ordenId],
  },
});
