import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { WebhookDesactivado } from '#events/notificaciones/WebhookDesactivado.ts';
import { CodigoDeBaja } from '#events/notificaciones/webhook.ts';
import { command } from '#shared/model/command.ts';
import { webhook } from './webhook.ts';

/** A customer's system does not take what it is told. Not a function of its own: entregarWebhooks carries it out. */
export const desactivarWebhook = command({
  of: webhook,
  accepts: z.strictObject({ clienteId: ClienteId, codigo: CodigoDeBaja }),
  example: { clienteId: EJEMPLO.clienteId, codigo: 'noResponde' as const },
  id: ({ clienteId }) => clienteId,
  decide: ({ clienteId, codigo }, { estado }) =>
    estado === 'activo' ? [WebhookDesactivado({ clienteId, codigo })] : [],
});
