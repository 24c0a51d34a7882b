import * as z from 'zod';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Unidades } from '#events/comun/pedido.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';
import { faltaAlgo } from '../existencia.ts';
import { disponible, inventario, inventarioId } from '../inventario.ts';
import { producto } from '../producto.ts';

/** Moves goods that nobody was promised to another warehouse: out of one and into the other together, so that none is lost or doubled. */
export const trasladarInventario = unitOfWork({
  over: { inventario },
  consults: { bodega, producto },
  http: 'POST /bodegas/{bodegaId}/traslados',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Traslada mercancía',
    description: 'Pasa unidades de un producto de una bodega a otra, si están libres.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku, cantidad: Unidades, destino: BodegaId }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 10, destino: 'BOG-SUR' },
  rejects: ['TRASLADO_A_LA_MISMA_BODEGA', 'BODEGA_NO_EXISTE', 'PRODUCTO_NO_EXISTE', 'INVENTARIO_INSUFICIENTE'],
  repeats: true,
  main: ({ bodegaId, sku }) => ({ of: inventario, id: inventarioId(bodegaId, sku) }),
  streams: ({ bodegaId, sku, destino }) => ({ bodega: [bodegaId, destino], producto: [sku] }),
  decide: (c, states) => {
    const { bodegaId, sku, cantidad, destino } = c;
    if (bodegaId === destino) return reject('TRASLADO_A_LA_MISMA_BODEGA');
    const falta = faltaAlgo(states, [bodegaId, destino], sku);
    if (falta) return falta;
    const hay = disponible(states.inventario[inventarioId(bodegaId, sku)] ?? inventario.initial);
    if (hay < cantidad) return reject('INVENTARIO_INSUFICIENTE', `Hay ${hay} disponibles`);
    return [
      to(inventario, inventarioId(bodegaId, sku), InventarioTrasladadoFuera(c)),
      to(
        inventario,
        inventarioId(destino, sku),
        InventarioTrasladadoDentro({ bodegaId: destino, sku, cantidad, origen: bodegaId }),
      ),
    ];
  },
});
