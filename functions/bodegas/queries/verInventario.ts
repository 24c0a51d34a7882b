import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { inventarioId } from '../inventario.ts';
import { inventario } from '../projections/inventario.ts';
import { RespuestaInventario, responderInventario } from '../respuesta.ts';

/** What a warehouse has of a product. */
export const verInventario = rowQuery({
  of: inventario,
  http: 'GET /inventario/{bodegaId}/{sku}',
  scope: 'bodegas:leer',
  docs: {
    summary: 'Inventario de un producto en una bodega',
    description:
      'Lo que hay, lo que está reservado, lo que se puede prometer y lo dañado de un producto en una bodega.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku },
  answers: RespuestaInventario,
  key: ({ bodegaId, sku }) => inventarioId(bodegaId, sku),
  noun: 'El inventario',
  shape: responderInventario,
});
