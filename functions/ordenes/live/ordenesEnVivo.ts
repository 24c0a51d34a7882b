import { enlaceVigente } from '#events/ordenes/seguimiento.ts';
import { liveRows } from '#shared/model/live.ts';
import { ordenes } from '../projections/ordenes.ts';
import { listarOrdenes } from '../queries/listarOrdenes.ts';

/** Orders, for those who run them and those whose they are; who follows one by its link is told that it has changed. */
export const ordenesEnVivo = liveRows({
  vista: 'ordenes',
  of: ordenes,
  query: listarOrdenes,
  topics: {
    orden: ({ ordenId }) => ordenId,
    cliente: ({ clienteId }) => clienteId,
    ciudad: ({ destino }) => destino.ciudad,
    bodega: ({ bodegaId }) => bodegaId,
    vehiculo: ({ vehiculoId }) => vehiculoId,
    seguimiento: ({ ordenId }) => ordenId,
  },
  followed: (orden, link, now) => enlaceVigente(link, orden, now),
});
