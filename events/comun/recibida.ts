import * as z from 'zod';
import { Condicion } from './condicion.ts';
import { Sku } from './ids.ts';
import { demas, tomar } from './lotes.ts';
import { Cantidad, type Linea } from './pedido.ts';

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

/** What of it did not come back. */
export function loPerdido(lineas: readonly LineaRecibida[]): readonly LineaRecibida[] {
  return lineas.filter(({ condicion }) => condicion === 'faltante');
}

/** How much of it a warehouse has, in whichever condition. */
export function cuantoVolvio(lineas: readonly LineaRecibida[]): 'todo' | 'parte' | 'nada' {
  if (!volvioAlgo(lineas)) return 'nada';
  return loPerdido(lineas).length > 0 ? 'parte' : 'todo';
}

/** What is taken to have been handed over, where more was received than can have come back: first what was missed then. */
const ENTREGADO_ANTES: readonly Condicion[] = ['faltante', 'vendible', 'danada'];

/** What has come back of an order, once it is known what of it was handed over: no more than was left. */
export function sinLoEntregado(
  recibidas: readonly LineaRecibida[],
  pedidas: readonly Linea[],
  entregadas: readonly Linea[],
): readonly LineaRecibida[] {
  const lotes = ENTREGADO_ANTES.flatMap((cual) => recibidas.filter(({ condicion }) => condicion === cual));
  return tomar(lotes, demas([...recibidas, ...entregadas], pedidas)).quedan;
}
