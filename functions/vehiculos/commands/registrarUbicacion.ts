import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Instante, noDespues } from '#events/comun/tiempo.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { vehiculo, vistoDesde } from '../vehiculo.ts';

/** Where a vehicle is, or was at `registradaEn`. A place older than the last known one, come late over a weak network, says nothing. */
export const registrarUbicacion = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/ubicaciones',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Registra dónde está un vehículo',
    description: 'Anota la última posición conocida del vehículo. Cada llamada es una posición nueva.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, coordenadas: Coordenadas, registradaEn: Instante.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, coordenadas: { lat: 4.70512, lon: -74.05831 } },
  rejects: ['VEHICULO_NO_EXISTE'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: ({ registradaEn, ...c }, v, { now }) => {
    if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
    const cuando = noDespues(registradaEn, now);
    return vistoDesde(v, cuando) ? [] : [UbicacionRegistrada({ ...c, registradaEn: cuando })];
  },
});
