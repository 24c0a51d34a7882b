import { expected, moment, window } from '../core/format.ts';
import { withNames } from '../core/names.ts';
import type { OrderState } from '../core/states.ts';
import type { Orden, Ventana } from './tipos.ts';

/** States in which an order that no vehicle has in its plan may still come in the window that was promised. */
const WAITING: readonly OrderState[] = ['creada', 'confirmada', 'entregaFallida'];

/** What the customer may expect now, in a sentence. */
export function promiseOf(orden: Orden, now: number): string {
  const { estado, llegada, ventana, entregadaEn, recibidoPor, motivo } = orden;
  const promised = ventana && `Prometida: ${window(ventana.desde, ventana.hasta, now)}`;
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
      return [withNames(motivo ?? ''), isWaiting(orden, now) && promised].filter(Boolean).join(' · ');
  }
}

/** When an order is expected, for a list: by its plan, else in the window that was promised, while that lasts. */
export function expectedOf(orden: Orden, now: number): string {
  const { llegada, ventana } = orden;
  if (llegada) return expected(llegada, now);
  return ventana && isWaiting(orden, now) ? window(ventana.desde, ventana.hasta, now) : '–';
}

function isWaiting({ estado, ventana, ultimoFallo }: Orden, now: number): boolean {
  const ends = estado === 'entregaFallida' && ultimoFallo?.final;
  return ventana !== undefined && WAITING.includes(estado) && !ends && Date.parse(ventana.hasta) >= now;
}

function whenExpected(llegada: Ventana, now: number): string {
  if (Date.parse(llegada.hasta) < now) return 'Llega más tarde de lo previsto';
  const says = expected(llegada, now);
  if (says.startsWith('antes de')) return `Se espera ${says}`;
  const hasDay = /^\d+ de /.test(says);
  return hasDay ? `Se espera el ${says}` : `Se espera de ${says}`;
}
