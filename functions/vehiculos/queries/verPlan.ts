import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { rowQuery } from '#shared/model/query.ts';
import { planIdDe } from '../plan.ts';
import { planes } from '../projections/planes.ts';
import { RespuestaPlan, responderPlan } from '../respuesta.ts';

/** What a vehicle is to do on a day and has not left with, in order. */
export const verPlan = rowQuery({
  of: planes,
  http: 'GET /vehiculos/{vehiculoId}/planes/{dia}',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'El plan de un vehículo para un día',
    description: 'Las paradas con las que un vehículo ha de salir ese día, en su orden y con la hora prevista.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, dia: Dia }),
  example: { vehiculoId: EJEMPLO.vehiculoId, dia: EJEMPLO.dia },
  answers: RespuestaPlan,
  key: ({ vehiculoId, dia }) => planIdDe(vehiculoId, dia),
  noun: 'El plan',
  shape: responderPlan,
});
