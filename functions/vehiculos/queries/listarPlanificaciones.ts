import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Dia, Instante } from '#events/comun/tiempo.ts';
import { Balance } from '#events/vehiculos/PlanificacionHecha.ts';
import { listQuery } from '#shared/model/query.ts';
import { planificaciones } from '../projections/planificaciones.ts';

/** What the plannings of a warehouse changed, the newest first. */
export const listarPlanificaciones = listQuery({
  of: planificaciones,
  http: 'GET /rutas/planificaciones',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Las planificaciones de una bodega',
    description:
      'Lo que cambió cada planificación de las rutas de una bodega, de la más reciente a la más antigua: paradas movidas, y vehículos y metros antes y después.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId }),
  example: { bodegaId: EJEMPLO.bodegaId },
  answers: z.object({
    planificacionId: z.uuid(),
    bodegaId: BodegaId,
    dia: Dia,
    hechaEn: Instante,
    ...Balance,
  }),
  by: ['porBodega'],
  where: ({ bodegaId }) => ({ index: 'porBodega', value: bodegaId }),
  newestFirst: true,
  shape: (planificacion) => planificacion,
});
