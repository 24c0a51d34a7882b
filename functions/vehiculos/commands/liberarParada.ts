import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { sinPlan } from '../colocar.ts';
import { entrega } from '../entrega.ts';
import { paradaDe, plan, planIdDe } from '../plan.ts';

/** A dispatcher takes a stop out of its plan. It waits until a person plans it: no search does. Doing it twice is harmless. */
export const liberarParada = unitOfWork({
  over: { plan, entrega },
  http: 'POST /vehiculos/{vehiculoId}/planes/{dia}/paradas/{ordenId}/liberacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Saca una parada de un plan',
    description: 'La orden queda pendiente hasta que una persona la ponga en un plan: ninguna búsqueda la toma.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, dia: Dia, ordenId: OrdenId }),
  example: { vehiculoId: EJEMPLO.vehiculoId, dia: EJEMPLO.dia, ordenId: EJEMPLO.ordenId },
  rejects: ['PARADA_NO_EXISTE'],
  main: ({ vehiculoId, dia }) => ({ of: plan, id: planIdDe(vehiculoId, dia) }),
  streams: ({ ordenId }) => ({ entrega: [ordenId] }),
  decide: ({ vehiculoId, dia, ordenId }, states, { now }) => {
    const planId = planIdDe(vehiculoId, dia);
    const e = states.entrega[ordenId] ?? entrega.initial;
    if (!paradaDe(states.plan[planId] ?? plan.initial, ordenId)) {
      return e.sinPlan?.codigo === 'LIBERADA' ? [] : reject('PARADA_NO_EXISTE', ordenId);
    }
    return [
      to(plan, planId, ParadaQuitada({ planId, ordenId, causa: 'liberada' })),
      to(entrega, ordenId, sinPlan({ ordenId, intento: e.intento }, 'LIBERADA', { e, bodega: undefined, now })),
    ];
  },
});
