import type { Parte } from '#events/comun/pedido.ts';
import { type Dadoras, porCercania, type Ubicada } from './bodega.ts';
import { disponible, type Inventario, inventarioId } from './inventario.ts';
import { juntar, repartir } from './reparto.ts';

/** Units of a product that an order holds in a warehouse, and how many of them are not there. */
export interface SinExistencias extends Parte {
  readonly faltan: number;
}

/** The warehouses, and the stock items that were read. */
export interface Red {
  readonly bodegas: readonly Ubicada[];
  readonly inventario: Readonly<Record<string, Inventario>>;
  /** The warehouses of which one vehicle can bring goods together with what the order holds elsewhere; any, where nothing is said. */
  readonly grupos?: Dadoras['grupos'] | undefined;
}

/**
 * Where else an order's units are to be had: all of them at the nearest other warehouse that has them, or else those that are
 * missing, at as few as possible. `undefined` where they are nowhere to be had.
 */
export function otroLugar(
  { bodegaId, sku, cantidad, faltan }: SinExistencias,
  { bodegas, inventario, grupos }: Red,
): readonly Parte[] | undefined {
  const zona = bodegas.find((una) => una.bodegaId === bodegaId)?.zona;
  const cercanas = zona ? porCercania(bodegas, zona).filter((una) => una !== bodegaId) : [];
  const juntas = (grupos ?? [cercanas]).map((grupo) => cercanas.filter((una) => grupo.includes(una)));
  const otras = cercanas.filter((una) => juntas.some((grupo) => grupo.includes(una)));
  const hay = (una: string) => {
    const item = inventario[inventarioId(una, sku)];
    return item ? disponible(item) : 0;
  };
  const sola = otras.find((una) => hay(una) >= cantidad);
  if (sola !== undefined) return [{ bodegaId: sola, sku, cantidad }];
  const reparto = repartir([{ sku, cantidad: faltan }], { cercanas: otras, grupos: juntas }, hay);
  return 'partes' in reparto ? reparto.partes : undefined;
}

/** Parts after units of one of them were moved to others. */
export function mover(partes: readonly Parte[], { bodegaId, sku }: Parte, movidas: readonly Parte[]): Parte[] {
  const total = movidas.reduce((suma, { cantidad }) => suma + cantidad, 0);
  return juntar([...partes, ...movidas, { bodegaId, sku, cantidad: -total }]).filter(({ cantidad }) => cantidad > 0);
}
