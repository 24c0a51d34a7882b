import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { DireccionDeWebhook, EJEMPLO_DE_WEBHOOK, Hitos, Serie } from './webhook.ts';

/** A customer's system is to be told of these facts at this address. It `conserva` its secret, or has a new one of this number. */
export const WebhookFijado = event('WebhookFijado', {
  context: 'notificaciones',
  schema: z.object({
    clienteId: ClienteId,
    url: DireccionDeWebhook,
    hitos: Hitos,
    serie: Serie,
    conserva: z.boolean(),
  }),
  example: { clienteId: EJEMPLO.clienteId, ...EJEMPLO_DE_WEBHOOK, serie: 1, conserva: false },
});
