import { reject } from '#shared/model/rejection.ts';
import type { Producto } from './producto.ts';
import { RED, type Red } from './red.ts';

interface Cargado {
  readonly red: Readonly<Record<string, Red>>;
  readonly producto: Readonly<Record<string, Producto>>;
}

/** Refuses what speaks of a warehouse or a product that there is not. */
export function faltaAlgo({ red, producto }: Cargado, bodegas: readonly string[], sku: string) {
  const ajena = bodegas.find((bodegaId) => !red[RED]?.bodegas[bodegaId]);
  if (ajena !== undefined) return reject('BODEGA_NO_EXISTE', ajena);
  return producto[sku]?.estado === 'registrado' ? undefined : reject('PRODUCTO_NO_EXISTE', sku);
}
