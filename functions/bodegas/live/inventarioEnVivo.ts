import { liveRows } from '#shared/model/live.ts';
import { inventario } from '../projections/inventario.ts';
import { listarInventario } from '../queries/listarInventario.ts';

/** Stock, for those who run a warehouse. */
export const inventarioEnVivo = liveRows({
  vista: 'inventario',
  of: inventario,
  query: listarInventario,
  topics: { bodega: ({ bodegaId }) => bodegaId },
});
