/** Units of a product, wherever they are. */
export interface Lote {
  readonly sku: string;
  readonly cantidad: number;
}

/** Lots, of which some units were taken: which lots these are, and which are left. */
export interface Tomado<L extends Lote> {
  readonly tomados: readonly L[];
  readonly quedan: readonly L[];
}

/**
 * Takes units out of lots, the first lots first; less where there are not so many. Units are taken from lots of the same
 * `clave`: of the same product, if nothing else is said.
 */
export function tomar<L extends Lote, U extends Lote>(
  lotes: readonly L[],
  unidades: readonly U[],
  clave: (lote: L | U) => string = ({ sku }) => sku,
): Tomado<L> {
  const falta = new Map<string, number>();
  for (const una of unidades) falta.set(clave(una), (falta.get(clave(una)) ?? 0) + una.cantidad);
  const tomados: L[] = [];
  const quedan: L[] = [];
  for (const lote of lotes) {
    const buscadas = falta.get(clave(lote)) ?? 0;
    const toma = Math.min(lote.cantidad, buscadas);
    falta.set(clave(lote), buscadas - toma);
    if (toma > 0) tomados.push({ ...lote, cantidad: toma });
    if (toma < lote.cantidad) quedan.push({ ...lote, cantidad: lote.cantidad - toma });
  }
  return { tomados, quedan };
}

/** How many units of a product the lots have. */
export function unidadesDe(sku: string, lotes: readonly Lote[]): number {
  return lotes.reduce((suma, lote) => (lote.sku === sku ? suma + lote.cantidad : suma), 0);
}

/** The units that the lots have more than `otros`, by product, in the order of the lots. */
export function demas(lotes: readonly Lote[], otros: readonly Lote[]): Lote[] {
  return [...new Set(lotes.map(({ sku }) => sku))]
    .map((sku) => ({ sku, cantidad: unidadesDe(sku, lotes) - unidadesDe(sku, otros) }))
    .filter(({ cantidad }) => cantidad > 0);
}
