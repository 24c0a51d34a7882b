import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { flota } from '../projections/flota.ts';
import { RespuestaVehiculo, responderVehiculo } from '../respuesta.ts';
import { Posicion, ubicaciones } from '../ubicaciones.ts';

/** A vehicle: where it is, and what it carries. */
export const verVehiculo = rowQuery({
  of: flota,
  http: 'GET /vehiculos/{vehiculoId}',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Un vehículo',
    description: 'El estado de un vehículo, su capacidad, su carga y su última posición.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  answers: RespuestaVehiculo.extend({ posicion: Posicion.optional() }),
  key: ({ vehiculoId }) => vehiculoId,
  noun: 'El vehículo',
  latest: ubicaciones,
  shape: (v, _, posicion?: Posicion) => ({ ...responderVehiculo(v), ...(posicion && { posicion }) }),
});
