import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** What an order held in the warehouses is free, and it will get no more. What has left stays out until it is received. */
export const ReservaLiberada = event('ReservaLiberada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La orden fue cancelada' },
});
