import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { horario } from '../ruteo.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle leaves with all its stops, in the order of the plan. The route's id is that of the command. */
export const iniciarRuta = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/rutas',
  scope: 'vehiculos:escribir',
  docs: { summary: 'Inicia una ruta', description: 'El vehículo sale con todas las paradas de su plan, en su orden.' },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE', 'VEHICULO_EN_MANTENIMIENTO', 'VEHICULO_EN_RUTA', 'RUTA_SIN_PARADAS'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: ({ vehiculoId }, v, { id: rutaId, now }) => {
    if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
    if (v.estado === 'mantenimiento') return reject('VEHICULO_EN_MANTENIMIENTO');
    if (v.estado === 'enRuta') return reject('VEHICULO_EN_RUTA', `Ruta ${v.rutaId}`);
    if (v.paradas.length === 0) return reject('RUTA_SIN_PARADAS');
    const plan = horario(v.ficha, v.paradas, 0, now);
    return [
      RutaIniciada({ vehiculoId, rutaId, bodegaId: v.ficha.bodegaId, plan }),
      ...v.paradas.map(({ ordenId, intento }, n) =>
        EntregaEnRuta({ ordenId, vehiculoId, rutaId, eta: plan[n]?.eta ?? now, intento }),
      ),
    ];
  },
});
