import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { BodegaId, ClienteId, VehiculoId } from '#events/comun/ids.ts';
import { Ciudad } from '#events/comun/texto.ts';
import { conRango, Dia, enMilisegundos, Instante } from '#events/comun/tiempo.ts';
import { ReferenciaDeOrden } from '#events/ordenes/referencia.ts';
import { listQuery } from '#shared/model/query.ts';
import { ordenes } from '../projections/ordenes.ts';
import { estaFuera, RespuestaOrden, responder } from '../respuesta.ts';

/** Orders, the newest first: all, or those of which everything holds that is asked; created from `desde` to `hasta`, both included;
 * `dia` is that of its plan, or on which it was on the road last. */
export const listarOrdenes = listQuery({
  of: ordenes,
  http: 'GET /ordenes',
  scope: 'ordenes:leer',
  docs: {
    summary: 'Órdenes',
    description:
      'Las órdenes, de la más nueva a la más vieja y por páginas: todas, o las de un cliente, un estado, una bodega, un vehículo, una ciudad, un tiempo de creación, un día de entrega o una referencia del cliente, o aquellas cuya mercancía está `fuera` de las bodegas: en camino o `porVolver`, de un viaje que terminó sin que ninguna bodega la haya recibido. Una página puede traer menos de las pedidas y tener siguiente.',
  },
  accepts: conRango(
    z.strictObject({
      clienteId: ClienteId.optional(),
      estado: EstadoDeOrden.optional(),
      referencia: ReferenciaDeOrden.optional(),
      bodegaId: BodegaId.optional(),
      vehiculoId: VehiculoId.optional(),
      ciudad: Ciudad.optional(),
      mercancia: z.enum(['fuera', 'porVolver']).optional(),
      dia: Dia.optional(),
      desde: Instante.optional(),
      hasta: Instante.optional(),
    }),
  ),
  example: { clienteId: EJEMPLO.clienteId },
  answers: RespuestaOrden,
  by: ['porEstado', 'porCliente', 'porReferencia'],
  where: ({ clienteId, estado, referencia, desde, hasta }) => {
    if (referencia !== undefined) {
      const suya = clienteId === undefined ? {} : { from: clienteId, to: clienteId };
      return { index: 'porReferencia', value: referencia, ...suya };
    }
    const creada = { ...(desde && { from: enMilisegundos(desde) }), ...(hasta && { to: enMilisegundos(hasta) }) };
    if (clienteId !== undefined) return { index: 'porCliente', value: clienteId, ...creada };
    const estados = estado === undefined ? EstadoDeOrden.options : [estado];
    return estados.map((value) => ({ index: 'porEstado', value, ...creada }));
  },
  keeps: (v, { estado, bodegaId, vehiculoId, ciudad, mercancia, dia, desde, hasta }) =>
    (estado === undefined || v.estado === estado) &&
    (bodegaId === undefined || v.bodegaId === bodegaId) &&
    (vehiculoId === undefined || v.vehiculoId === vehiculoId) &&
    (ciudad === undefined || esLaMisma(v.destino.ciudad, ciudad)) &&
    (mercancia === undefined || (estaFuera(v) && (mercancia === 'fuera' || v.estado !== 'enTransito'))) &&
    (dia === undefined || v.dia === dia) &&
    (desde === undefined || v.creadaEn >= enMilisegundos(desde)) &&
    (hasta === undefined || v.creadaEn <= enMilisegundos(hasta)),
  newestFirst: true,
  owner: ({ clienteId }) => clienteId,
  shape: responder,
});

/** Cities as people write them: `bogota` is Bogotá. */
function esLaMisma(a: string, b: string): boolean {
  return a.localeCompare(b, 'es', { sensitivity: 'base' }) === 0;
}
