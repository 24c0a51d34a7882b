import type { Linea } from '#events/comun/pedido.ts';

/** What was handed over, whether that is all, and which part of the units is left; or which line is more than was aboard, in words. */
export type Entregado =
  | { readonly lineas: Linea[]; readonly completa: boolean; readonly queda: number }
  | { readonly excede: string };

/** Holds what a driver says was handed over against what was aboard; nothing said is all of it. */
export function loEntregado(aBordo: readonly Linea[], dichas: readonly Linea[] | undefined): Entregado {
  const lineas = [...(dichas ?? aBordo)];
  const lleva = new Map(aBordo.map(({ sku, cantidad }) => [sku, cantidad]));
  const excede = lineas.find(({ sku, cantidad }) => cantidad > (lleva.get(sku) ?? 0));
  if (excede) return { excede: `De ${excede.sku} llevaba ${lleva.get(excede.sku) ?? 0}` };
  const entregadas = new Map(lineas.map(({ sku, cantidad }) => [sku, cantidad]));
  const completa = aBordo.every(({ sku, cantidad }) => entregadas.get(sku) === cantidad);
  return { lineas, completa, queda: 1 - unidades(lineas) / unidades(aBordo) };
}

function unidades(lineas: readonly Linea[]): number {
  return lineas.reduce((suma, { cantidad }) => suma + cantidad, 0);
}
