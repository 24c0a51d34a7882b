import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { listQuery } from '#shared/model/query.ts';
import { planes } from '../projections/planes.ts';
import { RespuestaPlan, responderPlan } from '../respuesta.ts';

/** The plans of a day by plate, or those of a warehouse's vehicles; without those that have nothing to do. */
export const listarPlanes = listQuery({
  of: planes,
  http: 'GET /planes',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Los planes de un día',
    description: 'Los planes con paradas de todos los vehículos en un día, o los de los vehículos de una bodega.',
  },
  accepts: z.strictObject({ dia: Dia, bodegaId: BodegaId.optional() }),
  example: { dia: EJEMPLO.dia, bodegaId: EJEMPLO.bodegaId },
  answers: RespuestaPlan,
  by: ['porDia'],
  where: ({ dia }) => ({ index: 'porDia', value: dia }),
  keeps: (plan, { bodegaId }) => plan.paradas.length > 0 && (bodegaId === undefined || plan.bodegaId === bodegaId),
  shape: responderPlan,
});
