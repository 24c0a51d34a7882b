import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { clientes } from '../projections/clientes.ts';
import { RespuestaCliente } from '../respuesta.ts';

/** Who a customer is. */
export const verCliente = rowQuery({
  of: clientes,
  http: 'GET /clientes/{clienteId}',
  scope: 'clientes:leer',
  docs: { summary: 'Un cliente', description: 'Un cliente y sus datos; de uno olvidado, solo que lo fue.' },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaCliente,
  key: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  noun: 'El cliente',
  shape: (cliente) => cliente,
});
