import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { paradaDe, plan, planIdDe } from '../plan.ts';

/** A dispatcher locks a stop in its plan, or releases the lock. Doing it twice is harmless. */
export const fijarParada = command({
  of: plan,
  http: 'POST /vehiculos/{vehiculoId}/planes/{dia}/paradas/{ordenId}/fijacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Fija una parada de un plan',
    description:
      'Ninguna planificación cambia de vehículo ni de lugar una parada fija, hasta que se suelta con fija en false.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, dia: Dia, ordenId: OrdenId, fija: z.boolean() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, dia: EJEMPLO.dia, ordenId: EJEMPLO.ordenId, fija: true },
  rejects: ['PARADA_NO_EXISTE'],
  id: ({ vehiculoId, dia }) => planIdDe(vehiculoId, dia),
  decide: ({ vehiculoId, dia, ordenId, fija }, p) => {
    const parada = paradaDe(p, ordenId);
    if (!parada) return reject('PARADA_NO_EXISTE', ordenId);
    return parada.fija === fija ? [] : [ParadaFijada({ planId: planIdDe(vehiculoId, dia), ordenId, fija })];
  },
});
