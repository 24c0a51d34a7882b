import { reject } from '#shared/model/rejection.ts';
import type { Bodega } from './bodega.ts';
import type { Producto } from './producto.ts';

interface Cargado {
  readonly bodega: Readonly<Record<string, Bodega>>;
  readonly producto: Readonly<Record<string, Producto>>;
}

/** Refuses what speaks of a warehouse or a product that there is not. */
export function faltaAlgo({ bodega, producto }: Cargado, bodegas: readonly string[], sku: string) {
  const ajena = bodegas.find((bodegaId) => bodega[bodegaId]?.estado !== 'registrada');
  if (ajena !== undefined) return reject('BODEGA_NO_EXISTE', ajena);
  return producto[sku]?.estado === 'registrado' ? undefined : reject('PRODUCTO_NO_EXISTE', sku);
}
