import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';

/** Takes an attempt to deliver back. Answered by AsignacionRetirada, also when it was never assigned (it then will not be: the two may overtake each other); nothing when it has ended, since EntregaConfirmada or EntregaFallida tells that. */
export const retirarEntrega = request('retirarEntrega', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, motivo: Motivo, intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La orden fue cancelada', intento: 1 },
});
