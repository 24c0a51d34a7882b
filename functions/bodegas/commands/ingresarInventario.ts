import * as z from 'zod';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { Referencia } from '#events/comun/texto.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { bodega } from '../bodega.ts';
import { faltaAlgo } from '../existencia.ts';
import { inventario, inventarioId } from '../inventario.ts';
import { producto } from '../producto.ts';

/** Goods come into a warehouse from outside. */
export const ingresarInventario = unitOfWork({
  over: { inventario },
  consults: { bodega, producto },
  http: 'POST /bodegas/{bodegaId}/ingresos',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Ingresa mercancía',
    description: 'La bodega recibe unidades de un producto, que desde ese momento se pueden prometer.',
  },
  accepts: z.strictObject({
    bodegaId: BodegaId,
    sku: Sku,
    cantidad: Unidades,
    documento: Referencia.optional(),
  }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 100, documento: 'OC-2041' },
  rejects: ['BODEGA_NO_EXISTE', 'PRODUCTO_NO_EXISTE'],
  repeats: true,
  main: ({ bodegaId, sku }) => ({ of: inventario, id: inventarioId(bodegaId, sku) }),
  streams: ({ bodegaId, sku }) => ({ bodega: [bodegaId], producto: [sku] }),
  decide: (c, states) =>
    faltaAlgo(states, [c.bodegaId], c.sku) ?? [to(inventario, inventarioId(c.bodegaId, c.sku), InventarioIngresado(c))],
});
