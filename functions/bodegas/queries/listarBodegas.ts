import * as z from 'zod';
import { reportQuery } from '#shared/model/query.ts';
import { bodegas, type VistaRed } from '../projections/bodegas.ts';
import { RespuestaBodega } from '../respuesta.ts';

/** All warehouses, by name. */
export const listarBodegas = reportQuery({
  of: bodegas,
  http: 'GET /bodegas',
  scope: 'bodegas:leer',
  accepts: z.strictObject({}),
  example: {},
  answers: z.object({ elementos: z.array(RespuestaBodega) }),
  where: () => [{}],
  shape: (redes: readonly VistaRed[]) => ({ elementos: redes.flatMap(({ bodegas: todas }) => todas) }),
});
