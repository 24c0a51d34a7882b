import { fechaYHora } from '#events/comun/hora.ts';
import { antes, type Ventana } from '#events/comun/tiempo.ts';
import { type Rejection, reject } from '#shared/model/rejection.ts';
import { estaFuera, type Orden, terminada } from './orden.ts';
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

/** Why an order cannot be withdrawn just now; `undefined` when it can, or was: its goods are in the warehouses. */
export function noSeCancela(
  o: Orden,
): Rejection<'ORDEN_NO_EXISTE' | 'ORDEN_TERMINADA' | 'ORDEN_EN_TRANSITO'> | undefined {
  if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
  if (o.estado === 'cancelada') return undefined;
  if (terminada(o)) return reject('ORDEN_TERMINADA', ESTADOS[o.estado]);
  return estaFuera(o) ? reject('ORDEN_EN_TRANSITO') : undefined;
}

/** Why an order cannot be given up; `undefined` when it can, or need not: it was, or comes back already. */
export function noSeAbandona(o: Orden): Rejection<'ORDEN_NO_EXISTE' | 'ORDEN_TERMINADA'> | undefined {
  if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
  return terminada(o) && o.estado !== 'cancelada' ? reject('ORDEN_TERMINADA', ESTADOS[o.estado]) : undefined;
}

/** Whether nothing is left to be decided about an order: it was withdrawn, or comes back after its last attempt. */
export function estaDecidida(o: Orden): boolean {
  return o.estado === 'cancelada' || (o.estado === 'entregaFallida' && o.final);
}

/** How far ahead a window may end, in days: five years. Of what is further away the year was mistyped. */
const MAX_ADELANTO_DIAS = 1_826;
const DIA_MS = 86_400_000;

/** Why a window will not do: it has gone by, or ends more than five years from now. */
export function noSePromete(
  ventana: Ventana | null | undefined,
  now: string,
): Rejection<'VENTANA_PASADA' | 'VENTANA_LEJANA'> | undefined {
  if (!ventana) return undefined;
  const { hasta } = ventana;
  if (!antes(now, hasta)) return reject('VENTANA_PASADA', `Terminó ${fechaYHora(hasta, now)}`);
  const ultimo = new Date(Date.parse(now) + MAX_ADELANTO_DIAS * DIA_MS).toISOString();
  return antes(ultimo, hasta)
    ? reject('VENTANA_LEJANA', `Puede terminar a más tardar ${fechaYHora(ultimo, now)}`)
    : undefined;
}
