import { liveRows } from '#shared/model/live.ts';
import { planes } from '../projections/planes.ts';
import { listarPlanes } from '../queries/listarPlanes.ts';

/** What each vehicle is to do on each day. One that has nothing left to do goes live as well: lists leave it out. */
export const planesEnVivo = liveRows({
  vista: 'planes',
  of: planes,
  query: listarPlanes,
  topics: { vehiculo: ({ vehiculoId }) => vehiculoId, bodega: ({ bodegaId }) => bodegaId },
});
