import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { inventario } from '../projections/inventario.ts';
import { RespuestaInventario, responderInventario } from '../respuesta.ts';

/** Where a product is, or what a warehouse has. */
export const listarInventario = listQuery({
  of: inventario,
  http: 'GET /inventario',
  scope: 'bodegas:leer',
  docs: {
    summary: 'Inventario por producto o por bodega',
    description:
      'Lo que hay, lo que está reservado, lo que se puede prometer y lo dañado, de un producto en todas las bodegas o de una bodega entera.',
  },
  accepts: z
    .strictObject({ sku: Sku.optional(), bodegaId: BodegaId.optional() })
    .refine(({ sku, bodegaId }) => (sku === undefined) !== (bodegaId === undefined), {
      error: 'Diga sku o bodegaId, uno de los dos',
      path: ['sku'],
    }),
  example: { sku: EJEMPLO.sku },
  answers: RespuestaInventario,
  by: ['porBodega', 'porSku'],
  where: ({ sku, bodegaId }) =>
    sku === undefined ? { index: 'porBodega', value: bodegaId as string } : { index: 'porSku', value: sku },
  shape: responderInventario,
});
