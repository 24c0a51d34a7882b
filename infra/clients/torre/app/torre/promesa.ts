import { expected, moment, window } from '../core/format.ts';
import { withNames } from '../core/names.ts';
import type { Orden, Ventana } from './tipos.ts';

/** What the customer may expect now, in a sentence. */
export function promiseOf({ estado, llegada, ventana, entregadaEn, recibidoPor, motivo }: Orden, now: number): string {
  const promised = ventana && `Prometida: ${window(ventana.desde, ventana.hasta)}`;
  switch (estado) {
    case 'asignada':
    case 'enTransito':
      return [llegada && whenExpected(llegada, now), promised].filter(Boolean).join(' · ');
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

function whenExpected(llegada: Ventana, now: number): string {
  if (Date.parse(llegada.hasta) < now) return 'Llega más tarde de lo previsto';
  const says = expected(llegada, now);
  return says.includes('antes de') ? `Se espera ${says}` : `Se espera de ${says}`;
}
