import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { entrega } from '../entrega.ts';
import { plan } from '../plan.ts';
import { planes } from '../projections/planes.ts';
import { reserva } from '../reserva.ts';
import { siguenABordo } from '../ruta.ts';
import { vehiculo } from '../vehiculo.ts';

/** Takes a vehicle out of the fleet, once nothing is in its plans, and nothing aboard. Doing it twice is harmless. */
export const retirarVehiculo = unitOfWork({
  over: { vehiculo },
  consults: { plan, entrega, reserva },
  http: 'POST /vehiculos/{vehiculoId}/retiro',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Retira un vehículo de la flota',
    description:
      'El vehículo ya no recibe paradas ni sale. Antes hay que mover o liberar las que tenga en sus planes, terminar su ruta, y recibir en la bodega lo que trae.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, motivo: Motivo }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Se vendió' },
  rejects: ['VEHICULO_NO_EXISTE', 'VEHICULO_EN_RUTA', 'VEHICULO_CON_PLANES', 'VEHICULO_CON_MERCANCIA'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  directories: {
    planes: { of: planes, where: ({ vehiculoId }) => ({ index: 'porVehiculo', value: vehiculoId }) },
  },
  streams: (_, { traidos }, { directories }) => ({
    entrega: traidos.map(({ ordenId }) => ordenId),
    reserva: traidos.map(({ ordenId }) => ordenId),
    plan: directories.planes.filter(({ paradas }) => paradas.length > 0).map(({ planId }) => planId),
  }),
  decide: ({ vehiculoId, motivo }, states) => {
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const { ficha, retirado, ruta } = v;
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (retirado) return [];
    if (ruta) return reject('VEHICULO_EN_RUTA');
    const lleno = Object.values(states.plan).find(({ paradas }) => paradas.length > 0);
    if (lleno) return reject('VEHICULO_CON_PLANES', `El ${lleno.dia} tiene ${lleno.paradas.length}.`);
    const aBordo = siguenABordo(v, { vehiculoId, paradas: [] }, states);
    if (aBordo.length > 0) return reject('VEHICULO_CON_MERCANCIA', aBordo.map(({ ordenId }) => ordenId).join(', '));
    return [to(vehiculo, vehiculoId, VehiculoRetirado({ vehiculoId, motivo }))];
  },
});
