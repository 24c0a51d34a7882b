import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A customer wants to see whether its system hears what it is told. */
export const WebhookProbado = event('WebhookProbado', {
  context: 'notificaciones',
  schema: z.object({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
});
