import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { ordenes } from '../projections/ordenes.ts';
import { RespuestaOrden, responder } from '../respuesta.ts';

/** All that is known of an order. */
export const verOrden = rowQuery({
  of: ordenes,
  http: 'GET /ordenes/{ordenId}',
  scope: 'ordenes:leer',
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: RespuestaOrden,
  key: ({ ordenId }) => ordenId,
  owner: ({ clienteId }) => clienteId,
  noun: 'La orden',
  shape: responder,
});
