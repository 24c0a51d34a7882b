import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A customer has asked to be forgotten. Its key is deleted next, and only then are read models told: see ClienteOlvidado. */
export const OlvidoPedido = event('OlvidoPedido', {
  context: 'clientes',
  schema: z.object({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
});
