import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { flota } from '../projections/flota.ts';
import { RespuestaRuta, responderRuta } from '../respuesta.ts';

/** The stops of a vehicle, in the order of its route. */
export const verRuta = rowQuery({
  of: flota,
  http: 'GET /vehiculos/{vehiculoId}/ruta',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'La ruta de un vehículo',
    description:
      'Las paradas que un vehículo tiene o lleva, en su orden, con la hora prevista y lo que pasó en cada una.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  answers: RespuestaRuta,
  key: ({ vehiculoId }) => vehiculoId,
  noun: 'El vehículo',
  shape: responderRuta,
});
