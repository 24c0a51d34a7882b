import * as z from 'zod';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { acercada, pedidoEn, quedaLejos } from '../acercamiento.ts';
import { abrir, anotar, conSalidas, escrito, itemsDe, reapartar } from '../asiento.ts';
import { type Dadoras, dadorasPara, type Ubicada } from '../bodega.ts';
import { type Custodia, custodia } from '../custodia.ts';
import { faltan, inventario, inventarioId } from '../inventario.ts';
import { faltas, producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { tallas } from '../projections/tallas.ts';
import { primera } from '../reparto.ts';
import { bodegasDe, type Reserva, reserva, tiene } from '../reserva.ts';
import { mover, otroLugar } from '../reubicacion.ts';
import type { Pedido } from '../surtido.ts';

/**
 * There are fewer units in a warehouse than orders were promised: what this order holds of them is reserved at the nearest
 * other warehouse that has it, or at least what is missing, at several. Where nobody has it, the order loses all that it
 * holds. Where there are enough, but what the order holds cannot be brought to where it goes, it is all reserved where it can.
 * While goods of it are out, or a vehicle is on its way to fetch them, it keeps what it holds.
 */
export const reubicarReserva = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia, producto },
  http: 'POST /bodegas/{bodegaId}/inventario/{sku}/reubicaciones',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Reubica la reserva de una orden',
    description:
      'Cuando hay menos unidades de las reservadas, lo que una orden tiene de un producto en una bodega pasa a la más cercana que lo tenga. Si ninguna lo tiene, la orden pierde su reserva. Cuando hay suficientes, pero lo de la orden no se puede llevar desde ahí a su destino, todo pasa a donde sí se pueda.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku, ordenId: OrdenId }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, ordenId: EJEMPLO.ordenId },
  rejects: [
    'INVENTARIO_SUFICIENTE',
    'INVENTARIO_INSUFICIENTE',
    'BODEGA_NO_EXISTE',
    'RESERVA_NO_EXISTE',
    'RESERVA_DESPACHADA',
  ],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  directories: {
    bodegas: { of: bodegas, where: () => ({}) },
    tallas: { of: tallas, where: () => ({ value: 'flota' }) },
  },
  streams: ({ bodegaId, sku, ordenId }, r) => ({
    inventario: [inventarioId(bodegaId, sku), ...(tiene(r) ? itemsDe(r.apartadas) : [])],
    entrega: [ordenId],
    producto: [sku, ...(tiene(r) ? r.apartadas.map((una) => una.sku) : [])],
  }),
  more: ({ bodegaId, sku, ordenId }, leido, { directories }) => {
    if (faltan(leido.inventario[inventarioId(bodegaId, sku)] ?? inventario.initial) > 0)
      return { inventario: directories.bodegas.map((una) => inventarioId(una.bodegaId, sku)) };
    const pedido = porAcercar(leido.reserva[ordenId], leido.entrega[ordenId], directories.bodegas);
    return pedido ? { inventario: directories.bodegas.flatMap((una) => itemsDe(enBodega(una, pedido))) } : {};
  },
  decide: ({ bodegaId, sku, ordenId }, states, { directories }) => {
    const falta = faltan(states.inventario[inventarioId(bodegaId, sku)] ?? inventario.initial);
    if (!directories.bodegas.some((una) => una.bodegaId === bodegaId)) return reject('BODEGA_NO_EXISTE', bodegaId);
    const entrega = states.entrega[ordenId];
    const asiento = conSalidas(abrir(ordenId, states), entrega);
    const r = asiento.reserva;
    const pedido = falta === 0 ? porAcercar(r, entrega, directories.bodegas) : undefined;
    if (falta === 0 && !pedido) return reject('INVENTARIO_SUFICIENTE');
    if (asiento.hechos.length > 0) return escrito(asiento);
    if (r.estado !== 'hecha') return reject('RESERVA_NO_EXISTE');
    if (r.fuera.length > 0 || entrega?.enCamino) return reject('RESERVA_DESPACHADA');
    if (pedido) {
      const cerca = acercada(asiento, pedido, { leido: states, directorios: directories });
      return typeof cerca === 'string'
        ? reject('INVENTARIO_INSUFICIENTE', 'No hay de todo donde se pueda llevar a su destino')
        : escrito(cerca);
    }
    const parte = r.apartadas.find((una) => una.bodegaId === bodegaId && una.sku === sku);
    if (!parte) return reject('RESERVA_NO_EXISTE', `Nada de ${sku} en ${bodegaId}`);
    const sin = { ...parte, faltan: Math.min(parte.cantidad, falta) };
    const grupos =
      entrega?.destino && conLoDemas(r.apartadas, parte, dadorasPara(directories.bodegas, entrega.destino));
    const movidas = otroLugar(sin, { bodegas: directories.bodegas, inventario: states.inventario, grupos });
    if (!movidas) {
      const perdida = ReservaPerdida({
        ordenId,
        faltantes: faltas([{ sku, cantidad: sin.faltan }], states.producto),
        bodegas: [bodegaId],
      });
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

/** What an order would ask for where it goes, when what it holds cannot be brought there from where it is. */
function porAcercar(
  r: Reserva | undefined,
  entrega: Custodia | undefined,
  red: readonly Ubicada[],
): Pedido | undefined {
  if (r?.estado !== 'hecha' || !entrega?.destino || !quedaLejos(r, entrega.destino, red)) return undefined;
  return pedidoEn(r, entrega.destino);
}

function enBodega({ bodegaId }: Ubicada, { lineas }: Pedido) {
  return lineas.map(({ sku }) => ({ bodegaId, sku }));
}

/** The groups of warehouses that may give in the place of a part, together with the others of the order. */
function conLoDemas(apartadas: readonly Parte[], parte: Parte, { grupos }: Dadoras): Dadoras['grupos'] {
  const demas = bodegasDe(apartadas.filter((una) => una !== parte));
  return grupos.filter((grupo) => demas.every((bodegaId) => grupo.includes(bodegaId)));
}
