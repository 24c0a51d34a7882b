import * as z from 'zod';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Conteo } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { bodega } from '../bodega.ts';
import { faltaAlgo } from '../existencia.ts';
import { inventario, inventarioId } from '../inventario.ts';
import { producto } from '../producto.ts';

/**
 * Goods were counted, and the books follow. Where that leaves fewer than orders were promised, the orders that hold them are
 * looked after next (`reubicador`). Units of an order that had left when it was made are taken off by no word of their
 * dispatch that comes later: so it is noted also where it finds what the books say, while orders hold units of it.
 */
export const ajustarInventario = unitOfWork({
  over: { inventario },
  consults: { bodega, producto },
  http: 'POST /bodegas/{bodegaId}/conteos',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Anota un conteo',
    description:
      'Alguien contó las unidades de un producto: el inventario queda como se contó. Si hay menos de lo reservado, las órdenes más nuevas pasan a otra bodega, o pierden su reserva.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku, conteo: Conteo, motivo: Motivo }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, conteo: 98, motivo: 'Conteo mensual' },
  rejects: ['BODEGA_NO_EXISTE', 'PRODUCTO_NO_EXISTE'],
  repeats: true,
  main: ({ bodegaId, sku }) => ({ of: inventario, id: inventarioId(bodegaId, sku) }),
  streams: ({ bodegaId, sku }) => ({ bodega: [bodegaId], producto: [sku] }),
  decide: (c, states) => {
    const id = inventarioId(c.bodegaId, c.sku);
    const { existencias, reservadas } = states.inventario[id] ?? inventario.initial;
    const falta = faltaAlgo(states, [c.bodegaId], c.sku);
    if (falta) return falta;
    if (c.conteo === existencias && reservadas === 0) return [];
    return [to(inventario, id, InventarioAjustado({ ...c, diferencia: c.conteo - existencias }))];
  },
});
