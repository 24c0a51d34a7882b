import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { Jornada } from '#events/vehiculos/jornada.ts';
import { VehiculoIncorporado } from '#events/vehiculos/VehiculoIncorporado.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { type Ficha, FLOTA, flota } from '../flota.ts';
import { vehiculo } from '../vehiculo.ts';

/** Adds a vehicle to the fleet. Without `jornada` it works at any hour. The same data again do nothing. */
export const registrarVehiculo = unitOfWork({
  over: { vehiculo, flota },
  http: 'POST /vehiculos',
  scope: 'vehiculos:escribir',
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    bodegaId: BodegaId,
    base: Coordenadas,
    capacidadKg: z.number().positive().max(50_000),
    capacidadM3: z.number().positive().max(200),
    jornada: Jornada.optional(),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    base: { lat: 4.76, lon: -74.045 },
    capacidadKg: 800,
    capacidadM3: 4,
    jornada: { desde: '06:00', hasta: '22:00' },
  },
  rejects: ['VEHICULO_YA_REGISTRADO'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ vehiculoId }) => ({ vehiculo: [vehiculoId], flota: [FLOTA] }),
  decide: (c, states) => {
    const { vehiculoId, ...datos } = { ...c, base: redondear(c.base) };
    const v = states.vehiculo[vehiculoId];
    if (v && v.estado !== 'inexistente') {
      return iguales(v.ficha, datos) ? [] : reject('VEHICULO_YA_REGISTRADO', vehiculoId);
    }
    return [
      to(vehiculo, vehiculoId, VehiculoRegistrado({ vehiculoId, ...datos })),
      to(flota, FLOTA, VehiculoIncorporado({ vehiculoId, ...datos })),
    ];
  },
});

function iguales(a: Ficha, b: Ficha): boolean {
  return (
    a.bodegaId === b.bodegaId &&
    a.base.lat === b.base.lat &&
    a.base.lon === b.base.lon &&
    a.capacidadKg === b.capacidadKg &&
    a.capacidadM3 === b.capacidadM3 &&
    a.jornada?.desde === b.jornada?.desde &&
    a.jornada?.hasta === b.jornada?.hasta
  );
}
