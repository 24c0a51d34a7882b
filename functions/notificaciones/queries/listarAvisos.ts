import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { Aviso, responderAviso } from '../aviso.ts';
import { avisos } from '../notifications/avisos.ts';

/** The messages about an order, the first one first. */
export const listarAvisos = listQuery({
  of: avisos,
  http: 'GET /ordenes/{ordenId}/avisos',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Avisos de una orden',
    description:
      'Los mensajes sobre una orden, por el orden en que quedaron como están: a qué hito corresponde cada uno, por qué canal va y qué fue de él. `aceptada` es que el proveedor lo recibió; `entregada`, que dijo que llegó (de los SMS no lo dice). No dice a qué dirección.',
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
