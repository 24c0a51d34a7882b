import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A product in a warehouse. `existencias` are on hand, `reservadas` are what of it orders were promised. */
export interface Inventario {
  readonly existencias: number;
  readonly reservadas: number;
}

/**
 * The stock of a product in a warehouse. In every reachable state 0 ≤ reservadas ≤ existencias.
 * Such a stream lives as long as the product is sold, so it carries snapshots.
 */
export const inventario = aggregate<Inventario>(
  'inventario',
  { existencias: 0, reservadas: 0 },
  { every: 50, revision: 2 },
)
  .on(InventarioIngresado, (i, { cantidad }) => ({ ...i, existencias: i.existencias + cantidad }))
  .on(InventarioAjustado, (i, { conteo }) => ({ ...i, existencias: conteo }))
  .on(InventarioTrasladadoFuera, (i, { cantidad }) => ({ ...i, existencias: i.existencias - cantidad }))
  .on(InventarioTrasladadoDentro, (i, { cantidad }) => ({ ...i, existencias: i.existencias + cantidad }))
  .on(InventarioReservado, (i, { cantidad }) => ({ ...i, reservadas: i.reservadas + cantidad }))
  .on(ReservaDeInventarioLiberada, (i, { cantidad }) => ({ ...i, reservadas: i.reservadas - cantidad }))
  .on(InventarioDespachado, (i, { cantidad }) => ({
    existencias: i.existencias - cantidad,
    reservadas: i.reservadas - cantidad,
  }))
  .on(InventarioDevuelto, (i, { cantidad }) => ({ ...i, existencias: i.existencias + cantidad }));

/** The stream id of a product in a warehouse. */
export function inventarioId(bodegaId: string, sku: string): string {
  return `${bodegaId}:${sku}`;
}

/** What may still be promised. */
export function disponible(i: Inventario): number {
  return i.existencias - i.reservadas;
}
