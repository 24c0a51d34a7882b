import type { Linea } from '#events/comun/pedido.ts';

/** Whether two say the same goods, each product once. */
export function sonLasMismas(unas: readonly Linea[], otras: readonly Linea[]): boolean {
  const cantidades = new Map(unas.map(({ sku, cantidad }) => [sku, cantidad]));
  return otras.length === unas.length && otras.every(({ sku, cantidad }) => cantidades.get(sku) === cantidad);
}
