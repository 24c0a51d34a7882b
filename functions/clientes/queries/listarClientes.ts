import * as z from 'zod';
import { listQuery } from '#shared/model/query.ts';
import { clientes } from '../projections/clientes.ts';
import { RespuestaCliente, respuestaDe } from '../respuesta.ts';

/** Customers in a state, by id; for operators, since the pages of a list tell what is on the others. */
export const listarClientes = listQuery({
  of: clientes,
  http: 'GET /clientes',
  scope: 'clientes:leer',
  docs: { summary: 'Los clientes', description: 'Los clientes en un estado, por páginas.' },
  accepts: z.strictObject({ estado: z.enum(['registrado', 'olvidando', 'olvidado']).default('registrado') }),
  example: { estado: 'registrado' },
  answers: RespuestaCliente,
  by: ['porEstado'],
  where: ({ estado }) => ({ index: 'porEstado', value: estado }),
  shape: respuestaDe,
});
