import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Frees what an order holds in the warehouses, or is about to get. What has left them stays out. */
export const liberarReserva = request('liberarReserva', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La orden fue cancelada' },
});
