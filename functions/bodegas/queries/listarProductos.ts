import * as z from 'zod';
import { listQuery } from '#shared/model/query.ts';
import { productos } from '../projections/productos.ts';
import { RespuestaProducto } from '../respuesta.ts';

/** The catalogue, in no order: whoever orders chooses from it, and whoever brings the goods knows them by their names. */
export const listarProductos = listQuery({
  of: productos,
  http: 'GET /productos',
  scope: 'bodegas:leer',
  forCustomers: true,
  forDrivers: true,
  docs: { summary: 'El catálogo', description: 'Los productos, por páginas.' },
  accepts: z.strictObject({}),
  example: {},
  answers: RespuestaProducto,
  where: () => ({}),
  shape: (producto) => producto,
});
