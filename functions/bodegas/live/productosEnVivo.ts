import { liveRows } from '#shared/model/live.ts';
import { productos } from '../projections/productos.ts';
import { listarProductos } from '../queries/listarProductos.ts';

/** The catalogue, for whoever looks at goods under their names. */
export const productosEnVivo = liveRows({
  vista: 'productos',
  of: productos,
  query: listarProductos,
  topics: {},
});
