import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Ends the attempts to deliver an order. Answered by EntregaRetirada, also when nothing was ever asked for (it then never will be); nothing when it was delivered, or withdrawn, before. */
export const retirarEntrega = request('retirarEntrega', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La orden fue cancelada' },
});
