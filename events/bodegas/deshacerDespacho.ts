import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';

/** Puts the goods of an order, whose vehicle did not leave after all, back where they were loaded. Answered by DespachoDeshecho. */
export const deshacerDespacho = request('deshacerDespacho', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});
