import { moment, window } from '../core/format.ts';
import { withNames } from '../core/names.ts';
import type { Orden } from './tipos.ts';

/** What the customer may expect, in a sentence. */
export function promiseOf({ estado, llegada, ventana, entregadaEn, recibidoPor, motivo }: Orden): string {
  const promised = ventana && `Prometida: ${window(ventana.desde, ventana.hasta)}`;
  switch (estado) {
    case 'asignada':
    case 'enTransito':
      return [llegada && `Se espera de ${window(llegada.desde, llegada.hasta)}`, promised].filter(Boolean).join(' · ');
    case 'entregada':
    case 'entregadaParcial':
      return [entregadaEn && `Entregada ${moment(entregadaEn)}`, recibidoPor && `la recibió ${recibidoPor}`]
        .filter(Boolean)
        .join(' · ');
    case 'creada':
    case 'confirmada':
      return promised ?? 'Sin ventana prometida';
    default:
      return withNames(motivo ?? '');
  }
}
