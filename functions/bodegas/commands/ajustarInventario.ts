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
 * looked after next (`reubicador`). A count is right about all that had come or gone when it was made: no word that comes
 * later, of a dispatch, of its undoing, or of a return that was none, moves those units again. So it is noted also where it
 * finds what the books say.
 */
export const ajustarInventario = unitOfWork({
  over: { inventario },
  consults: { bodega, producto },
  http: 'POST /bodegas/{bodegaId}/conteos',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Anota un conteo',
    description:
      'Alguien contó las unidades de un producto: el inventario queda como se contó. Si hay menos de lo reservado, las órdenes más nuevas pasan a otra bodega, o pierden su reserva. Aquella por la que ya va un vehículo conserva la suya: qué órdenes tienen reservas después del conteo lo dice `GET /bodegas/{bodegaId}/reservas`.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku, conteo: Conteo, motivo: Motivo }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, conteo: 98, motivo: 'Conteo mensual' },
  rejects: ['BODEGA_NO_EXISTE', 'PRODUCTO_NO_EXISTE'],
  repeats: true,
  main: ({ bodegaId, sku }) => ({ of: inventario, id: inventarioId(bodegaId, sku) }),
  streams: ({ bodegaId, sku }) => ({ bodega: [bodegaId], producto: [sku] }),
  decide: (c, states) => {
    const id = inventarioId(c.bodegaId, c.sku);
    const { existencias } = states.inventario[id] ?? inventario.initial;
    const ajustado = InventarioAjustado({ ...c, diferencia: c.conteo - existencias });
    return faltaAlgo(states, [c.bodegaId], c.sku) ?? [to(inventario, id, ajustado)];
  },
});
