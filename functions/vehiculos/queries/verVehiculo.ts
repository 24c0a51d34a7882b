import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { rowQuery } from '#shared/model/query.ts';
import { flota } from '../projections/flota.ts';
import { RespuestaVehiculo, responderVehiculo } from '../respuesta.ts';

/** A vehicle: what it is doing, what it carries, and where it was last. */
export const verVehiculo = rowQuery({
  of: flota,
  http: 'GET /vehiculos/{vehiculoId}',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Un vehículo',
    description: 'El estado de un vehículo, su capacidad, su ruta, lo que lleva a bordo y su última posición.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  answers: RespuestaVehiculo,
  key: ({ vehiculoId }) => vehiculoId,
  noun: 'El vehículo',
  beside: ubicaciones,
  shape: (v, _, posicion) => responderVehiculo(v, posicion),
});
