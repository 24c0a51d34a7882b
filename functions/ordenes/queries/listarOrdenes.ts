import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { conRango, enMilisegundos, Instante } from '#events/comun/tiempo.ts';
import { listQuery } from '#shared/model/query.ts';
import { ordenes } from '../projections/ordenes.ts';
import { RespuestaOrden, responder } from '../respuesta.ts';

/** Orders of a customer, or in a state, or both; created from `desde` to `hasta`, both included. The newest come first. */
export const listarOrdenes = listQuery({
  of: ordenes,
  http: 'GET /ordenes',
  scope: 'ordenes:leer',
  docs: {
    summary: 'Órdenes de un cliente o en un estado',
    description:
      'Las órdenes de un cliente, o las que están en un estado, de la más nueva a la más vieja y por páginas.',
  },
  accepts: conRango(
    z.strictObject({
      clienteId: ClienteId.optional(),
      estado: EstadoDeOrden.optional(),
      desde: Instante.optional(),
      hasta: Instante.optional(),
    }),
  ).refine(({ clienteId, estado }) => clienteId !== undefined || estado !== undefined, {
    error: 'Diga clienteId, estado o ambos',
    path: ['clienteId'],
  }),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaOrden,
  by: ['porEstado', 'porCliente'],
  where: ({ clienteId, estado, desde, hasta }) => ({
    ...(clienteId === undefined
      ? { index: 'porEstado', value: estado as string }
      : { index: 'porCliente', value: clienteId }),
    ...(desde && { from: enMilisegundos(desde) }),
    ...(hasta && { to: enMilisegundos(hasta) }),
  }),
  keeps: (v, { estado }) => estado === undefined || v.estado === estado,
  newestFirst: true,
  owner: ({ clienteId }) => clienteId,
  shape: responder,
});
