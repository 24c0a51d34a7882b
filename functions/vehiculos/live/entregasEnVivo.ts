import { liveRows } from '#shared/model/live.ts';
import { entregas } from '../projections/entregas.ts';
import { listarPendientes } from '../queries/listarPendientes.ts';

/** Deliveries, for those who run them. One that has its place in a plan goes live as well: the list of those that wait leaves it out. */
export const entregasEnVivo = liveRows({
  vista: 'entregas/pendientes',
  of: entregas,
  query: listarPendientes,
  topics: {
    orden: ({ ordenId }) => ordenId,
    ciudad: ({ ciudad }) => ciudad,
    bodega: ({ entrega }) => entrega.encargo?.bodegaId,
    vehiculo: ({ vehiculoId }) => vehiculoId,
  },
});
