import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Sku } from '#events/comun/ids.ts';
import { rowQuery } from '#shared/model/query.ts';
import { productos } from '../projections/productos.ts';
import { RespuestaProducto } from '../respuesta.ts';

/** A product of the catalogue. */
export const verProducto = rowQuery({
  of: productos,
  http: 'GET /productos/{sku}',
  scope: 'bodegas:leer',
  docs: { summary: 'Un producto', description: 'Un producto del catálogo.' },
  accepts: z.strictObject({ sku: Sku }),
  example: { sku: EJEMPLO.sku },
  answers: RespuestaProducto,
  key: ({ sku }) => sku,
  noun: 'El producto',
  shape: (producto) => producto,
});
