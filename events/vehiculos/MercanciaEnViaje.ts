import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle has left again with goods of an order aboard that it came back with, though it makes no stop for it. Until it is back no warehouse can receive them, unless nobody is to bring them any more: then they may have been unloaded before it left. */
export const MercanciaEnViaje = event('MercanciaEnViaje', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, rutaId: RutaId }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId },
});
