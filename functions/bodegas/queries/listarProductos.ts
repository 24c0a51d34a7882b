import * as z from 'zod';
import { listQuery } from '#shared/model/query.ts';
import { productos } from '../projections/productos.ts';
import { RespuestaProducto } from '../respuesta.ts';

/** The catalogue, in no order. */
export const listarProductos = listQuery({
  of: productos,
  http: 'GET /productos',
  scope: 'bodegas:leer',
  docs: { summary: 'El catálogo', description: 'Los productos, por páginas.' },
  accepts: z.strictObject({}),
  example: {},
  answers: RespuestaProducto,
  where: () => ({}),
  shape: (producto) => producto,
});
