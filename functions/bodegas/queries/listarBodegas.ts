import * as z from 'zod';
import { reportQuery } from '#shared/model/query.ts';
import { bodegas, type VistaBodega } from '../projections/bodegas.ts';
import { RespuestaBodega } from '../respuesta.ts';

/** All warehouses, by their codes: whose goods come from one, or who fetches them there, knows it by its name. */
export const listarBodegas = reportQuery({
  of: bodegas,
  http: 'GET /bodegas',
  scope: 'bodegas:leer',
  forCustomers: true,
  forDrivers: true,
  docs: { summary: 'Las bodegas', description: 'Las bodegas de la red y dónde están, por páginas.' },
  accepts: z.strictObject({}),
  example: {},
  answers: z.object({ elementos: z.array(RespuestaBodega) }),
  where: () => [{}],
  shape: (todas: readonly VistaBodega[]) => ({
    elementos: todas.toSorted((a, b) => (a.bodegaId < b.bodegaId ? -1 : 1)),
  }),
});
