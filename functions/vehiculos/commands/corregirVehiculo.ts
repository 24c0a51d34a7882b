import * as z from 'zod';
import { correccionDe } from '#events/comun/correccion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { FichaDeVehiculo } from '#events/vehiculos/ficha.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega, existe } from '../bodega.ts';
import { fichaCon, mismaFicha, vehiculo } from '../vehiculo.ts';

const Cambios = z.object({ ...FichaDeVehiculo, base: Coordenadas }).partial().shape;

/** Corrects what is known of a vehicle. Its plans follow: what it cannot do any more goes to others, or waits; the rest has other hours. */
export const corregirVehiculo = unitOfWork({
  over: { vehiculo },
  consults: { bodega },
  http: 'POST /vehiculos/{vehiculoId}/correcciones',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Corrige los datos de un vehículo',
    description:
      'Cambia la bodega, la base, la capacidad o el calendario de un vehículo. Lo que no se dice queda como está. Sus planes se ajustan enseguida: lo que ya no puede llevar va en otro vehículo o queda pendiente, y lo demás tiene las horas que siguen.',
  },
  accepts: correccionDe('vehiculoId', z.strictObject({ vehiculoId: VehiculoId, ...Cambios })),
  example: { vehiculoId: EJEMPLO.vehiculoId, capacidadKg: 750 },
  rejects: ['VEHICULO_NO_EXISTE', 'VEHICULO_RETIRADO', 'BODEGA_DESCONOCIDA'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ bodegaId }) => ({ bodega: bodegaId === undefined ? [] : [bodegaId] }),
  decide: ({ vehiculoId, base, ...otros }, states) => {
    const { ficha, retirado } = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (retirado) return reject('VEHICULO_RETIRADO');
    const { bodegaId } = otros;
    if (bodegaId !== undefined && !existe(states.bodega[bodegaId] ?? bodega.initial)) {
      return reject('BODEGA_DESCONOCIDA', bodegaId);
    }
    const cambios = { ...otros, ...(base && { base: redondear(base) }) };
    if (mismaFicha(ficha, fichaCon(ficha, cambios))) return [];
    return [to(vehiculo, vehiculoId, VehiculoCorregido({ vehiculoId, ...cambios }))];
  },
});
