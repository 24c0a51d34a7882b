import * as z from 'zod';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { command } from '#shared/model/command.ts';
import { cliente } from './cliente.ts';

/**
 * A customer's key is gone. Not a function of its own: borrarClave carries it out, after deleting the key.
 * Confirming twice does nothing, and so does confirming what nobody asked for.
 */
export const confirmarOlvido = command({
  of: cliente,
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  id: ({ clienteId }) => clienteId,
  decide: ({ clienteId }, { estado }) => (estado === 'olvidando' ? [ClienteOlvidado({ clienteId })] : []),
});
