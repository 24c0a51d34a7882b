import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { Ordenes } from '#events/vehiculos/plan.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';
import { reordenado, sonOtrasHoras } from '../colocar.ts';
import { entrega } from '../entrega.ts';
import { libreDesde } from '../marcha.ts';
import { paradaDe, plan, planIdDe } from '../plan.ts';
import { turnoDe } from '../turno.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * A dispatcher says in which order the stops of a plan are to be made; where nothing is said they stay in theirs, with the
 * hours that follow from what the vehicle is now. Windows and hours that it misses are the dispatcher's.
 */
export const reordenarPlan = unitOfWork({
  over: { plan, entrega },
  consults: { vehiculo, bodega },
  http: 'POST /vehiculos/{vehiculoId}/planes/{dia}/orden',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Ordena las paradas de un plan',
    description:
      'Pone las paradas del plan de un vehículo en el orden que se dice, con sus horas previstas; sin `ordenes` quedan en el que tienen, con las horas que siguen de los datos del vehículo. A quien le cambia mucho la suya se le dice.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, dia: Dia, ordenes: Ordenes.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, dia: EJEMPLO.dia, ordenes: [EJEMPLO.ordenId] },
  rejects: ['VEHICULO_NO_EXISTE', 'PARADAS_DISTINTAS'],
  main: ({ vehiculoId, dia }) => ({ of: plan, id: planIdDe(vehiculoId, dia) }),
  streams: ({ vehiculoId }) => ({ vehiculo: [vehiculoId] }),
  more: ({ vehiculoId }, states) => {
    const base = states.vehiculo[vehiculoId]?.ficha?.bodegaId;
    return { bodega: base === undefined ? [] : [base] };
  },
  decide: ({ vehiculoId, dia, ordenes: pedidas }, states, { now }) => {
    const planId = planIdDe(vehiculoId, dia);
    const p = states.plan[planId] ?? plan.initial;
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const { ficha } = v;
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    const ordenes = pedidas ?? p.paradas.map(({ ordenId }) => ordenId);
    const paradas = ordenes.flatMap((ordenId) => paradaDe(p, ordenId) ?? []);
    const todas = paradas.length === p.paradas.length && new Set(ordenes).size === p.paradas.length;
    if (!todas || ordenes.length !== paradas.length) return reject('PARADAS_DISTINTAS');
    const sale = libreDesde({ ...v, ficha }, now);
    const turno = turnoDe(ficha, dia, { bodega: states.bodega[ficha.bodegaId], now: sale });
    const { orden, entregas } = reordenado({ vehiculoId, dia, turno }, p, paradas);
    const mismoOrden = p.paradas.every(({ ordenId }, n) => ordenId === ordenes[n]);
    if (mismoOrden && (pedidas || !sonOtrasHoras(paradas, orden.data.paradas))) return [];
    return [to(plan, planId, orden), ...entregas];
  },
});
