import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { entregas } from '../projections/entregas.ts';
import { flota, type VistaVehiculo } from '../projections/flota.ts';
import { RespuestaEntrega, responderEntrega } from '../respuesta.ts';

/** The stops of a vehicle's route that are still to be made, in order, with all that the driver needs at each door. */
export const verRuta = listQuery({
  of: entregas,
  http: 'GET /vehiculos/{vehiculoId}/ruta',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'La ruta de un vehículo',
    description:
      'Las paradas que le faltan a un vehículo en ruta, en su orden: a quién se entrega, dónde, qué y cuándo, y en qué bodegas hay que recoger antes (`porCargar`) y cuánto da cada una (`partes`). Un conductor ve la suya, cuando ha salido.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  answers: RespuestaEntrega,
  by: ['porVehiculo'],
  where: ({ vehiculoId }) => ({ index: 'porVehiculo', value: vehiculoId }),
  keeps: ({ entrega }) => entrega.estado === 'enRuta',
  guard: {
    of: flota,
    key: ({ vehiculoId }) => vehiculoId,
    driver: ({ ruta }: VistaVehiculo) => ruta?.conductorId,
    noun: 'El vehículo',
  },
  shape: responderEntrega,
});
