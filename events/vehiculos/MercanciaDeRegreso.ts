import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle is at a warehouse with goods of an order aboard, which the warehouse may receive. */
export const MercanciaDeRegreso = event('MercanciaDeRegreso', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, bodegaId: BodegaId }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, bodegaId: EJEMPLO.bodegaId },
});
