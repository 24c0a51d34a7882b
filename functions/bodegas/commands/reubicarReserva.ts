import * as z from 'zod';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { abrir, anotar, conSalidas, escrito, itemsDe, reapartar } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { faltan, inventario, inventarioId } from '../inventario.ts';
import { faltas, producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { primera } from '../reparto.ts';
import { bodegasDe, reserva, tiene } from '../reserva.ts';
import { mover, otroLugar } from '../reubicacion.ts';

/**
 * There are fewer units in a warehouse than orders were promised: what this order holds of them is reserved at the nearest
 * other warehouse that has it, or at least what is missing, at several. Where nobody has it, the order loses all that it
 * holds. While goods of it are out, or a vehicle is on its way to fetch them, it keeps what it holds.
 */
export const reubicarReserva = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia, producto },
  http: 'POST /bodegas/{bodegaId}/inventario/{sku}/reubicaciones',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Reubica la reserva de una orden',
    description:
      'Cuando hay menos unidades de las reservadas, lo que una orden tiene de un producto en una bodega pasa a la más cercana que lo tenga. Si ninguna lo tiene, la orden pierde su reserva.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku, ordenId: OrdenId }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, ordenId: EJEMPLO.ordenId },
  rejects: ['INVENTARIO_SUFICIENTE', 'BODEGA_NO_EXISTE', 'RESERVA_NO_EXISTE', 'RESERVA_DESPACHADA'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  directories: { bodegas: { of: bodegas, where: () => ({}) } },
  streams: ({ bodegaId, sku, ordenId }, r) => ({
    inventario: [inventarioId(bodegaId, sku), ...(tiene(r) ? itemsDe(r.apartadas) : [])],
    entrega: [ordenId],
    producto: [sku],
  }),
  more: ({ bodegaId, sku }, leido, { directories }) =>
    faltan(leido.inventario[inventarioId(bodegaId, sku)] ?? inventario.initial) > 0
      ? { inventario: directories.bodegas.map((una) => inventarioId(una.bodegaId, sku)) }
      : {},
  decide: ({ bodegaId, sku, ordenId }, states, { directories }) => {
    const falta = faltan(states.inventario[inventarioId(bodegaId, sku)] ?? inventario.initial);
    if (falta === 0) return reject('INVENTARIO_SUFICIENTE');
    if (!directories.bodegas.some((una) => una.bodegaId === bodegaId)) return reject('BODEGA_NO_EXISTE', bodegaId);
    const asiento = conSalidas(abrir(ordenId, states), states.entrega[ordenId]);
    const r = asiento.reserva;
    if (asiento.hechos.length > 0) return escrito(asiento);
    if (r.estado !== 'hecha') return reject('RESERVA_NO_EXISTE');
    if (r.fuera.length > 0 || states.entrega[ordenId]?.enCamino) return reject('RESERVA_DESPACHADA');
    const parte = r.apartadas.find((una) => una.bodegaId === bodegaId && una.sku === sku);
    if (!parte) return reject('RESERVA_NO_EXISTE', `Nada de ${sku} en ${bodegaId}`);
    const sin = { ...parte, faltan: Math.min(parte.cantidad, falta) };
    const movidas = otroLugar(sin, { bodegas: directories.bodegas, inventario: states.inventario });
    if (!movidas) {
      const perdida = ReservaPerdida({ ordenId, faltantes: faltas([{ sku, cantidad: sin.faltan }], states.producto) });
      return escrito(anotar(asiento, perdida, reapartar(ordenId, r.apartadas, [])));
    }
    const partes = mover(r.apartadas, parte, movidas);
    const { pesoKg, volumenM3 } = r;
    const sale = primera([r.bodegaId, ...bodegasDe(movidas)], partes);
    return escrito(
      anotar(
        asiento,
        ReservaMovida({ ordenId, bodegaId: sale, partes, pesoKg, volumenM3 }),
        reapartar(ordenId, r.apartadas, partes),
      ),
    );
  },
});
