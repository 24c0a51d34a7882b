import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A warehouse has the goods of an order again, between two journeys: from there the next one leaves. */
export const OrdenReingresada = event('OrdenReingresada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId },
});
