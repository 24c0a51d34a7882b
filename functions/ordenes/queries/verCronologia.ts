import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { listQuery } from '#shared/model/query.ts';
import { cronologia } from '../projections/cronologia.ts';
import { ordenes, type VistaOrden } from '../projections/ordenes.ts';

const Suceso = z.object({
  id: z.uuid(),
  ocurrio: Instante,
  tipo: z.string(),
  flujo: z.string(),
  version: z.int().min(1),
  actor: z.string(),
  titulo: z.string(),
  detalle: z.string().optional(),
});

/** All that has happened to an order, in every context, in the order of time. */
export const verCronologia = listQuery({
  of: cronologia,
  http: 'GET /ordenes/{ordenId}/cronologia',
  scope: 'ordenes:leer',
  docs: {
    summary: 'Cronología de una orden',
    description:
      'Todo lo que le ha pasado a una orden en bodegas, vehículos y entregas, en el orden en que pasó y con palabras.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: Suceso,
  where: ({ ordenId }) => ({ value: ordenId }),
  guard: {
    of: ordenes,
    key: ({ ordenId }) => ordenId,
    owner: ({ clienteId }: VistaOrden) => clienteId,
    noun: 'La orden',
  },
  shape: (suceso: z.output<typeof Suceso>) => suceso,
});
