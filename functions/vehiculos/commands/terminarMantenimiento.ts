import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle is back from the workshop; one that was not there stays as it is. */
export const terminarMantenimiento = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/mantenimiento/fin',
  scope: 'vehiculos:escribir',
  docs: { summary: 'Saca un vehículo del taller', description: 'El vehículo vuelve a estar disponible.' },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, v) => {
    if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
    return v.estado === 'mantenimiento' ? [MantenimientoTerminado(c)] : [];
  },
});
