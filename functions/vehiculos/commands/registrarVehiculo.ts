import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { FichaDeVehiculo } from '#events/vehiculos/ficha.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega, existe } from '../bodega.ts';
import { mismaFicha, vehiculo } from '../vehiculo.ts';

/** Adds a vehicle to the fleet, or one that was retired again. The same data of a vehicle of the fleet do nothing. */
export const registrarVehiculo = unitOfWork({
  over: { vehiculo },
  consults: { bodega },
  http: 'POST /vehiculos',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Incorpora un vehículo',
    description:
      'Añade un vehículo a la flota, con su bodega, su base, su capacidad y, si lo tiene, su calendario: jornada, pausas y días de descanso. Sin calendario trabaja a toda hora y todos los días; con uno, no los festivos de Colombia, salvo que lo diga. Los mismos datos otra vez no hacen nada.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, ...FichaDeVehiculo, base: Coordenadas }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    base: { lat: 4.76, lon: -74.045 },
    capacidadKg: 800,
    capacidadM3: 4,
    calendario: { jornada: { desde: '06:00', hasta: '22:00' }, descansa: ['domingo'] },
  },
  rejects: ['BODEGA_DESCONOCIDA', 'VEHICULO_YA_REGISTRADO'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ bodegaId }) => ({ bodega: [bodegaId] }),
  decide: (c, states) => {
    const { vehiculoId, ...ficha } = { ...c, base: redondear(c.base) };
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    if (!existe(states.bodega[ficha.bodegaId] ?? bodega.initial)) return reject('BODEGA_DESCONOCIDA', ficha.bodegaId);
    if (v.ficha && !v.retirado) return mismaFicha(v.ficha, ficha) ? [] : reject('VEHICULO_YA_REGISTRADO', vehiculoId);
    return [to(vehiculo, vehiculoId, VehiculoRegistrado({ vehiculoId, ...ficha }))];
  },
});
