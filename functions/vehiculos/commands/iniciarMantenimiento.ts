import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Motivo, Sitio } from '#events/comun/texto.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { esAjeno, esDeOtro } from '../ruta.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * A vehicle goes to the workshop, and what is in its plans to others at once, or it waits. Or it broke down on the road,
 * at `lugar`: its route stays open, with its stops and its goods aboard, until these are handed over, it goes on, or it is
 * brought back.
 */
export const iniciarMantenimiento = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/mantenimiento',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Manda un vehículo al taller',
    description:
      'El vehículo deja de recibir paradas, y las de sus planes van en otros o quedan pendientes. Si se varó en la calle, su ruta queda abierta con la mercancía a bordo: se transborda, sigue cuando esté arreglado, o vuelve a su bodega.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, motivo: Motivo, lugar: Sitio.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Cambio de aceite' },
  rejects: ['VEHICULO_NO_EXISTE', 'VEHICULO_RETIRADO', 'CONDUCTOR_AJENO'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, { ficha, retirado, ruta, taller }, { actor }) => {
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (retirado) return reject('VEHICULO_RETIRADO');
    if (esAjeno(actor, ruta?.conductorId)) return esDeOtro(ruta);
    return taller ? [] : [MantenimientoIniciado({ ...c, rutaId: ruta?.rutaId })];
  },
});
