import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { WebhookRetirado } from '#events/notificaciones/WebhookRetirado.ts';
import { command } from '#shared/model/command.ts';
import { webhook } from '../webhook.ts';

/** A customer's system is not to be told anything any more. Its secret is good for nothing then. */
export const retirarWebhook = command({
  of: webhook,
  http: 'POST /clientes/{clienteId}/webhook/retiro',
  scope: 'notificaciones:escribir',
  docs: {
    summary: 'Retira el webhook de un cliente',
    description: 'El sistema del cliente no recibe nada más, tampoco lo que espera otro intento.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId }, { estado }) => (estado === 'ninguno' ? [] : [WebhookRetirado({ clienteId })]),
});
