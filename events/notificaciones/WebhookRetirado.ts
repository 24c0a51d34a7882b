import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A customer's system is told nothing any more. */
export const WebhookRetirado = event('WebhookRetirado', {
  context: 'notificaciones',
  schema: z.object({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
});
