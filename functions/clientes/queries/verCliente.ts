import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import type { Total } from '#shared/model/projection.ts';
import { rowQuery } from '#shared/model/query.ts';
import { clientes } from '../projections/clientes.ts';
import { ordenesAbiertas } from '../projections/ordenesAbiertas.ts';
import { RespuestaCliente, respuestaDe } from '../respuesta.ts';

/** Who a customer is. */
export const verCliente = rowQuery({
  of: clientes,
  http: 'GET /clientes/{clienteId}',
  scope: 'clientes:leer',
  docs: {
    summary: 'Un cliente',
    description:
      'Un cliente y sus datos, y cuántas órdenes tiene abiertas. De uno que pidió ser olvidado, solo eso: la clave de sus datos se borra cuando ninguna queda.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaCliente.extend({ ordenesAbiertas: z.int().min(0) }),
  key: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  noun: 'El cliente',
  beside: ordenesAbiertas,
  shape: (cliente, _, totales: readonly Total<'ordenes'>[] = []) => ({
    ...respuestaDe(cliente),
    ordenesAbiertas: totales.reduce((suma, { ordenes = 0 }) => suma + ordenes, 0),
  }),
});
