import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { entregas } from '../projections/entregas.ts';
import { RespuestaEntrega, responderEntrega } from '../respuesta.ts';

/** The delivery of an order: where it stands, and where its goods are. */
export const verEntrega = rowQuery({
  of: entregas,
  http: 'GET /ordenes/{ordenId}/entrega',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'La entrega de una orden',
    description:
      'En qué va la entrega, qué vehículo la hace y cuándo, dónde está la mercancía y, si espera, por qué. De la que volvió dice en qué bodega está; cuánto recibió la bodega, y en qué estado, lo dice la orden.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: RespuestaEntrega,
  key: ({ ordenId }) => ordenId,
  owner: ({ clienteId }) => clienteId,
  noun: 'La entrega',
  shape: responderEntrega,
});
