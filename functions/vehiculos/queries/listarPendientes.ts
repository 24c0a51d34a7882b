import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { entregas } from '../projections/entregas.ts';
import { RespuestaEntrega, responderEntrega } from '../respuesta.ts';

/** The backlog: what has no place in a plan, with the reason, those that wait longest first. */
export const listarPendientes = listQuery({
  of: entregas,
  http: 'GET /entregas/pendientes',
  scope: 'vehiculos:leer',
  docs: {
    summary: 'Las entregas sin plan',
    description:
      'Lo que espera un lugar en un plan, en todas las bodegas o en una, desde lo que más ha esperado: por qué espera, desde cuándo, y desde cuándo le toca decidir a una persona (porDecidirDesde).',
  },
  accepts: z.strictObject({ bodegaId: BodegaId.optional() }),
  example: { bodegaId: EJEMPLO.bodegaId },
  answers: RespuestaEntrega,
  by: ['porEspera', 'porBodega'],
  where: ({ bodegaId }) =>
    bodegaId === undefined ? { index: 'porEspera', value: 'si' } : { index: 'porBodega', value: bodegaId },
  shape: responderEntrega,
});
