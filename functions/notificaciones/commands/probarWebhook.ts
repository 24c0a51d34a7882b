import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { WebhookProbado } from '#events/notificaciones/WebhookProbado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { webhook } from '../webhook.ts';

/** A customer wants its system to be told something, to see that it hears it. */
export const probarWebhook = command({
  of: webhook,
  http: 'POST /clientes/{clienteId}/webhook/prueba',
  scope: 'notificaciones:escribir',
  docs: {
    summary: 'Prueba el webhook de un cliente',
    description:
      'Envía al sistema del cliente un mensaje de prueba (`type`: `WebhookProbado`), como los demás: firmado, y con sus intentos en la lista de entregas.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  rejects: ['WEBHOOK_NO_EXISTE'],
  repeats: true,
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId }, { estado }) =>
    estado === 'activo' ? [WebhookProbado({ clienteId })] : reject('WEBHOOK_NO_EXISTE', 'No está activo.'),
});
