import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** No vehicle has an order in its plan (any more): it waits, as before the attempt had its first. With `motivo`, nobody can bring it where it goes now, and that says why. */
export const OrdenDesasignada = event('OrdenDesasignada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, intento: Intento, cambio: Cambio, motivo: Motivo.optional() }),
  example: { ordenId: EJEMPLO.ordenId, intento: 1, cambio: 1 },
});
