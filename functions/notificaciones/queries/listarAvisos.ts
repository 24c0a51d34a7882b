import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { Aviso, responderAviso } from '../aviso.ts';
import { avisos } from '../notifications/avisos.ts';

/** The messages that were sent about an order, the first one first. */
export const listarAvisos = listQuery({
  of: avisos,
  http: 'GET /ordenes/{ordenId}/avisos',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Avisos de una orden',
    description:
      'Los mensajes enviados sobre una orden, del primero al último: a qué hito corresponde cada uno, por qué canal salió y cuándo. No dice a qué dirección.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: Aviso,
  where: ({ ordenId }) => ({ value: ordenId }),
  guard: {
    of: avisos,
    key: ({ ordenId }) => ordenId,
    owner: ({ clienteId }: { readonly clienteId: string }) => clienteId,
    noun: 'La orden',
  },
  shape: responderAviso,
});
