import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { CodigoDeBaja } from './webhook.ts';

/** A customer's system is told nothing any more, since it does not take it. */
export const WebhookDesactivado = event('WebhookDesactivado', {
  context: 'notificaciones',
  schema: z.object({ clienteId: ClienteId, codigo: CodigoDeBaja }),
  example: { clienteId: EJEMPLO.clienteId, codigo: 'noResponde' },
});
