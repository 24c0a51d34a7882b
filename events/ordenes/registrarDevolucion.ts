import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order that its goods are back in the warehouse. */
export const registrarDevolucion = request('registrarDevolucion', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'Tres intentos fallidos' },
});
