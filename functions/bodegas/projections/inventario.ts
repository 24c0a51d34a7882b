import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';
import { inventarioId } from '../inventario.ts';

/** What a warehouse has of a product. `disponibles` is what may still be promised. */
export interface VistaInventario {
  /** `<bodegaId>:<sku>`, as the stock item's stream is called. */
  readonly inventarioId: string;
  readonly bodegaId: string;
  readonly sku: string;
  readonly existencias: number;
  readonly reservadas: number;
  readonly disponibles: number;
  readonly actualizadoEn: string;
}

/** Stock, by product and by warehouse. */
export const inventario = projection<VistaInventario>('inventario', {
  of: 'inventario',
  key: 'inventarioId',
  indexes: { porSku: { by: 'sku', sort: 'bodegaId' }, porBodega: { by: 'bodegaId', sort: 'sku' } },
})
  .on(InventarioIngresado, (v, d, e) => mover(v, e, { existencias: d.cantidad, reservadas: 0 }))
  .on(InventarioAjustado, (v, d, e) => mover(v, e, { existencias: d.conteo - (v?.existencias ?? 0), reservadas: 0 }))
  .on(InventarioTrasladadoFuera, (v, d, e) => mover(v, e, { existencias: -d.cantidad, reservadas: 0 }))
  .on(InventarioTrasladadoDentro, (v, d, e) => mover(v, e, { existencias: d.cantidad, reservadas: 0 }))
  .on(InventarioReservado, (v, d, e) => mover(v, e, { existencias: 0, reservadas: d.cantidad }))
  .on(ReservaDeInventarioLiberada, (v, d, e) => mover(v, e, { existencias: 0, reservadas: -d.cantidad }))
  .on(InventarioDespachado, (v, d, e) => mover(v, e, { existencias: -d.cantidad, reservadas: -d.cantidad }))
  .on(InventarioDevuelto, (v, d, e) => mover(v, e, { existencias: d.cantidad, reservadas: 0 }));

interface Movimiento {
  readonly existencias: number;
  readonly reservadas: number;
}

type DeInventario = Recorded<{ readonly bodegaId: string; readonly sku: string }>;

function mover(v: VistaInventario | undefined, { data, metadata }: DeInventario, cambio: Movimiento): VistaInventario {
  const { bodegaId, sku } = data;
  const existencias = (v?.existencias ?? 0) + cambio.existencias;
  const reservadas = (v?.reservadas ?? 0) + cambio.reservadas;
  return {
    inventarioId: inventarioId(bodegaId, sku),
    bodegaId,
    sku,
    existencias,
    reservadas,
    disponibles: existencias - reservadas,
    actualizadoEn: metadata.occurredAt,
  };
}
