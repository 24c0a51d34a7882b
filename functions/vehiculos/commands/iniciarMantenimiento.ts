import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle goes to the workshop. It keeps its plan until the routes are planned anew, which gives its stops to others. */
export const iniciarMantenimiento = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/mantenimiento',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Manda un vehículo al taller',
    description:
      'El vehículo deja de recibir paradas. Conserva su plan hasta que se planifiquen de nuevo las rutas, que lo reparten entre los demás.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, motivo: Motivo }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Cambio de aceite' },
  rejects: ['VEHICULO_NO_EXISTE', 'VEHICULO_EN_RUTA'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, v) => {
    if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
    if (v.estado === 'enRuta') return reject('VEHICULO_EN_RUTA');
    return v.estado === 'mantenimiento' ? [] : [MantenimientoIniciado(c)];
  },
});
