import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { esAjeno, esDeOtro } from '../ruta.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle works again: one whose route is open goes on with it. One that was not in the workshop stays as it is. */
export const terminarMantenimiento = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/mantenimiento/fin',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Saca un vehículo del taller',
    description: 'El vehículo vuelve a estar disponible o, si se había varado en la calle, sigue con su ruta.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE', 'CONDUCTOR_AJENO'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, { ficha, ruta, taller }, { actor }) => {
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (esAjeno(actor, ruta?.conductorId)) return esDeOtro(ruta);
    return taller ? [MantenimientoTerminado(c)] : [];
  },
});
