import * as z from 'zod';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { command } from '#shared/model/command.ts';
import { cliente, pidioOlvido } from '../cliente.ts';

/**
 * A customer asks to be forgotten. It need not be registered: its orders have made a key for it too.
 * Forgetting twice is harmless. The rest is that of cerrarClave and borrarClave.
 */
export const olvidarCliente = command({
  of: cliente,
  http: 'POST /clientes/{clienteId}/olvido',
  scope: 'clientes:escribir',
  docs: {
    summary: 'Olvida a un cliente',
    description:
      'El cliente no puede pedir nada más, y cuando sus órdenes abiertas terminan se borra para siempre la clave con que se cifran sus datos personales: nadie puede volver a leerlos, tampoco en copias. No se puede deshacer.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  // None that other examples use: who runs them in order must not find their customer gone, which is for ever.
  example: { clienteId: 'tienda-que-se-va' },
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId }, c) => (pidioOlvido(c) ? [] : [OlvidoPedido({ clienteId })]),
});
