import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Posicion } from './reflejo.ts';

/** The legacy system has deleted a customer. Its position stays, so that nothing older brings it back. */
export const ClienteEliminado = event('ClienteEliminado', {
  context: 'clientes',
  schema: z.object({ clienteId: ClienteId, posicion: Posicion }),
  example: {
    clienteId: EJEMPLO.clienteId,
    posicion: { origen: 'dynamodb', epoch: '20261127T203300000Z', place: '0000000000000000000000000000000000000043' },
  },
});
