import { estaDecidida, noSeAbandona, noSeCambia, noSeCancela } from './cambiable.ts';
import type { Orden } from './orden.ts';

/** The commands about an order that people give, by their names in the API. */
export const DE_ORDEN = ['reprogramarOrden', 'corregirOrden', 'cancelarOrden', 'abandonarOrden'] as const;

/** One of them. */
type DeOrden = (typeof DE_ORDEN)[number];

/** Which of them an order accepts as it is, and would change by: no page offers another. */
export function admitidas(o: Orden): DeOrden[] {
  return DE_ORDEN.filter((una) => ADMITE[una](o));
}

const ADMITE: Readonly<Record<DeOrden, (o: Orden) => boolean>> = {
  reprogramarOrden: (o) => !noSeCambia(o),
  corregirOrden: (o) => !noSeCambia(o),
  cancelarOrden: (o) => o.estado !== 'cancelada' && !noSeCancela(o),
  abandonarOrden: (o) => !estaDecidida(o) && !noSeAbandona(o),
};
