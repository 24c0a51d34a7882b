import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { Jornada } from '#events/vehiculos/jornada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import type { Ficha } from '../flota.ts';
import { vehiculo } from '../vehiculo.ts';

/** Adds a vehicle to the fleet. Without `jornada` it works at any hour. The same data again do nothing. */
export const registrarVehiculo = command({
  of: vehiculo,
  http: 'POST /vehiculos',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Incorpora un vehículo',
    description:
      'Añade un vehículo a la flota, con su base, su capacidad y, si la tiene, su jornada. Los mismos datos otra vez no hacen nada.',
  },
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
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, v) => {
    const { vehiculoId, ...datos } = { ...c, base: redondear(c.base) };
    if (v.estado === 'inexistente') return [VehiculoRegistrado({ vehiculoId, ...datos })];
    return iguales(v.ficha, datos) ? [] : reject('VEHICULO_YA_REGISTRADO', vehiculoId);
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
