import { diaYHora } from '#events/comun/hora.ts';
import { antes, type Ventana } from '#events/comun/tiempo.ts';
import { type Rejection, reject } from '#shared/model/rejection.ts';
import { type Orden, terminada } from './orden.ts';
import { ESTADOS } from './palabras.ts';

/** Why nothing about an order can be changed just now; `undefined` when it can: it is on no road, and has not ended. */
export function noSeCambia(
  o: Orden,
): Rejection<'ORDEN_NO_EXISTE' | 'ORDEN_TERMINADA' | 'ORDEN_EN_TRANSITO'> | undefined {
  if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
  if (o.estado === 'enTransito') return reject('ORDEN_EN_TRANSITO');
  if (terminada(o) || o.final) return reject('ORDEN_TERMINADA', ESTADOS[o.estado]);
  return undefined;
}

/** Why a window will not do: it has gone by. */
export function yaPaso(ventana: Ventana | null | undefined, now: string): Rejection<'VENTANA_PASADA'> | undefined {
  if (!ventana || antes(now, ventana.hasta)) return undefined;
  return reject('VENTANA_PASADA', `Terminó ${diaYHora(ventana.hasta)}`);
}
