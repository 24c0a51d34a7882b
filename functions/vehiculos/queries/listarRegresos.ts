import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { entregas } from '../projections/entregas.ts';
import { RespuestaEntrega, responderEntrega } from '../respuesta.ts';

/** What comes back to a warehouse, or lies there in a vehicle to be received, in no order that means anything. */
export const listarRegresos = listQuery({
  of: entregas,
  http: 'GET /bodegas/{bodegaId}/regresos',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Lo que vuelve a una bodega',
    description:
      'Las entregas cuya mercancía trae de vuelta un vehículo, por páginas: qué vuelve (`mercancia.vuelve`), en qué vehículo y, si ya llegó, a qué bodega (`mercancia.enBodegaId`). La bodega la recibe cuando `admite` dice `recibirDevolucion`.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId }),
  example: { bodegaId: EJEMPLO.bodegaId },
  answers: RespuestaEntrega,
  by: ['porRegreso'],
  where: ({ bodegaId }) => ({ index: 'porRegreso', value: bodegaId }),
  shape: responderEntrega,
});
