import * as z from 'zod';
import { ConductorId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { listQuery } from '#shared/model/query.ts';
import { conductores } from '../projections/conductores.ts';

/** The drivers, in no order. */
export const listarConductores = listQuery({
  of: conductores,
  http: 'GET /conductores',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Los conductores',
    description:
      'Los conductores, con el vehículo que lleva cada uno en los días recientes y en los que vienen, por páginas.',
  },
  accepts: z.strictObject({}),
  example: {},
  answers: z.object({
    conductorId: ConductorId,
    nombre: z.string(),
    telefono: z.string(),
    jornadas: z.array(z.object({ dia: Dia, vehiculoId: VehiculoId })),
  }),
  where: () => ({}),
  shape: ({ dias, ...conductor }) => ({
    ...conductor,
    jornadas: Object.entries(dias)
      .map(([dia, vehiculoId]) => ({ dia, vehiculoId }))
      .sort((a, b) => (a.dia < b.dia ? -1 : 1)),
  }),
});
