import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioCorregido } from '#events/bodegas/InventarioCorregido.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/**
 * A product in a warehouse, in units. `existencias` are on hand for sale, `reservadas` are what of it orders were promised,
 * `danadas` came back damaged and are put apart.
 */
export interface Inventario {
  readonly existencias: number;
  readonly reservadas: number;
  readonly danadas: number;
  /** When somebody counted it last (ISO 8601, UTC). */
  readonly contadoEn?: string;
}

/**
 * The stock of a product in a warehouse. None of its numbers is ever below 0. Only a count, what it has found before it was told,
 * or a return that was none, leaves fewer `existencias` than `reservadas`. Such a stream lives as long as the product is sold, so it carries snapshots.
 */
export const inventario = aggregate<Inventario>(
  'inventario',
  { existencias: 0, reservadas: 0, danadas: 0 },
  { every: 50, revision: 5 },
)
  .on(InventarioIngresado, (i, { cantidad }) => ({ ...i, existencias: i.existencias + cantidad }))
  .on(InventarioAjustado, (i, { conteo }, at) => ({ ...i, existencias: conteo, contadoEn: at }))
  .on(InventarioTrasladadoFuera, (i, { cantidad }) => ({ ...i, existencias: i.existencias - cantidad }))
  .on(InventarioTrasladadoDentro, (i, { cantidad }) => ({ ...i, existencias: i.existencias + cantidad }))
  .on(InventarioReservado, (i, { cantidad }) => ({ ...i, reservadas: i.reservadas + cantidad }))
  .on(ReservaDeInventarioLiberada, (i, { cantidad }) => ({ ...i, reservadas: i.reservadas - cantidad }))
  .on(InventarioDespachado, (i, { cantidad, yaDescontadas = 0 }) => ({
    ...i,
    existencias: i.existencias - (cantidad - yaDescontadas),
    reservadas: i.reservadas - cantidad,
  }))
  .on(InventarioDevuelto, (i, { cantidad, condicion, yaContadas = 0 }) => guardar(i, condicion, cantidad - yaContadas))
  .on(InventarioCorregido, (i, { cantidad, condicion, yaDescontadas = 0 }) =>
    guardar(i, condicion, yaDescontadas - cantidad),
  );

function guardar(i: Inventario, condicion: 'vendible' | 'danada', cantidad: number): Inventario {
  return condicion === 'danada'
    ? { ...i, danadas: i.danadas + cantidad }
    : { ...i, existencias: i.existencias + cantidad };
}

/** The stream id of a product in a warehouse. */
export function inventarioId(bodegaId: string, sku: string): string {
  return `${bodegaId}:${sku}`;
}

/** What may still be promised. */
export function disponible({ existencias, reservadas }: Pick<Inventario, 'existencias' | 'reservadas'>): number {
  return Math.max(0, existencias - reservadas);
}

/** How many of the promised units are not there. */
export function faltan({ existencias, reservadas }: Inventario): number {
  return Math.max(0, reservadas - Math.max(0, existencias));
}
