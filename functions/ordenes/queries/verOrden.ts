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
  docs: {
    summary: 'Una orden',
    description:
      'El estado de una orden, sus líneas, su destino y el vehículo que la lleva. Con `desdeVersion` espera la versión que un comando acaba de escribir.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: RespuestaOrden,
  key: ({ ordenId }) => ordenId,
  owner: ({ clienteId }) => clienteId,
  noun: 'La orden',
  shape: responder,
});
