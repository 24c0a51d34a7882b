import * as z from 'zod';
import { Condicion } from './condicion.ts';
import { Sku } from './ids.ts';
import { Cantidad } from './pedido.ts';

/** Units of a product that came back, and how. */
export const LineaRecibida = z.strictObject({ sku: Sku, cantidad: Cantidad, condicion: Condicion });

/** Units of a product that came back, and how. */
export type LineaRecibida = z.output<typeof LineaRecibida>;

/** What came back of an order: its fifty products at most, in each of the three conditions. */
export const LineasRecibidas = z.array(LineaRecibida).min(1).max(150);

/** Whether a warehouse has any of it: what is missing came back to none. */
export function volvioAlgo(lineas: readonly LineaRecibida[]): boolean {
  return lineas.some(({ condicion }) => condicion !== 'faltante');
}
