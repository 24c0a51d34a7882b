import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { flota } from '../projections/flota.ts';
import { RespuestaVehiculo, responderVehiculo } from '../respuesta.ts';

/** The vehicles of a warehouse by plate, or all of them in no order. */
export const listarVehiculos = listQuery({
  of: flota,
  http: 'GET /vehiculos',
  scope: 'vehiculos:leer',
  docs: { summary: 'La flota', description: 'Los vehículos, o los de una bodega, por páginas.' },
  accepts: z.strictObject({ bodegaId: BodegaId.optional() }),
  example: { bodegaId: EJEMPLO.bodegaId },
  answers: RespuestaVehiculo,
  by: ['*', 'porBase'],
  where: ({ bodegaId }) => (bodegaId === undefined ? {} : { index: 'porBase', value: bodegaId }),
  shape: (v) => responderVehiculo(v),
});
