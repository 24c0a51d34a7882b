import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A customer is forgotten: the key of its personal data is deleted, and read models blank what they show. */
export const ClienteOlvidado = event('ClienteOlvidado', {
  context: 'clientes',
  schema: z.object({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
});
