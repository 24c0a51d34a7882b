import type { Entrega, Linea } from './tipos.ts';

/** How goods that come back are found. */
export const CONDICIONES = { vendible: 'Vendible', danada: 'Dañada', faltante: 'Faltante' } as const;

type Condicion = keyof typeof CONDICIONES;

/** The field of a form in which somebody says how many units of a line were found in a condition. */
export function campoDe(index: number, condicion: Condicion): string {
  return `${condicion}-${index}`;
}

/** What a form says of what was received, as the API takes it: what is nothing is left out. */
export function recibidasDe(form: FormData, lineas: readonly Linea[]): object[] {
  return lineas.flatMap(({ sku }, index) =>
    (Object.keys(CONDICIONES) as Condicion[]).flatMap((condicion) => {
      const cantidad = Number(form.get(campoDe(index, condicion)));
      return cantidad > 0 ? [{ sku, cantidad, condicion }] : [];
    }),
  );
}

/** What a warehouse sees of the goods that come back to it. */
export interface Regresos {
  /** A vehicle brought it to the warehouse, which can receive it. */
  readonly porRecibir: readonly Entrega[];
  /** Is there as well, and leaves again with its vehicle: it is in a plan. */
  readonly salenOtraVez: readonly Entrega[];
  /** Is still on the road. */
  readonly enCamino: readonly Entrega[];
}

/** The deliveries of which goods come back, by what can be done with them; of one warehouse, or of all. */
export function regresosDe(entregas: Iterable<Entrega>, bodegaId: string | undefined): Regresos {
  const vuelven = [...entregas]
    .filter(({ mercancia }) => mercancia.vuelve.length > 0)
    .filter((una) => bodegaId === undefined || bodegaDe(una) === bodegaId)
    .toSorted((a, b) => placaDe(a).localeCompare(placaDe(b)) || a.ordenId.localeCompare(b.ordenId));
  const grupo = (una: Entrega) => {
    if (una.mercancia.enBodegaId === undefined) return 'enCamino';
    return una.admite.includes('recibirDevolucion') ? 'porRecibir' : 'salenOtraVez';
  };
  const grupos = Object.groupBy(vuelven, grupo);
  return {
    porRecibir: grupos.porRecibir ?? [],
    salenOtraVez: grupos.salenOtraVez ?? [],
    enCamino: grupos.enCamino ?? [],
  };
}

/** The warehouse where the goods are, or to which they come back. */
export function bodegaDe({ mercancia: { enBodegaId }, bodegaId }: Entrega): string {
  return enBodegaId ?? bodegaId;
}

/** The vehicle that has them. */
export function placaDe({ mercancia: { vehiculoId } }: Entrega): string {
  return vehiculoId ?? '';
}
