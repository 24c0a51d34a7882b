import type { Actor } from '#shared/model/envelope.ts';
import { type Rejection, reject } from '#shared/model/rejection.ts';
import { bodegasPorCargar, type Entrega, entrega, vehiculoConMercancia } from './entrega.ts';
import { type Reserva, recibidas } from './reserva.ts';
import { type Bulto, type ParadaEnRuta, paradaEnRuta, type Ruta, type Vehiculo } from './vehiculo.ts';

/** Stops of a route, at most: with its vehicle and its plan, what one transaction can write is 100 streams. */
export const MAX_PARADAS = 90;

/** How long the start of a route can be undone. */
const PLAZO_MS = 600_000;

/** Until when the start of a route can be undone, that moment included; absent once something was done on the route. */
export function seDeshaceHasta({ iniciadaEn, empezada }: Pick<Ruta, 'iniciadaEn' | 'empezada'>): string | undefined {
  return empezada ? undefined : new Date(Date.parse(iniciadaEn) + PLAZO_MS).toISOString();
}

/** A route, and the warehouse to which its vehicle comes back. */
export interface RutaAbierta extends Ruta {
  readonly bodegaId: string;
}

/**
 * The open route of a vehicle, for whoever acts: a driver has only the own one.
 * @param cual the one that is meant, where it was named: what was done out of reach may arrive when another one is open.
 */
export function rutaAbierta(
  { ficha, ruta }: Vehiculo,
  actor: Actor,
  cual: string | undefined = ruta?.rutaId,
): RutaAbierta | Rejection<'VEHICULO_NO_EXISTE' | 'RUTA_NO_INICIADA' | 'CONDUCTOR_AJENO'> {
  if (!ficha) return reject('VEHICULO_NO_EXISTE');
  if (!ruta) return reject('RUTA_NO_INICIADA');
  if (ruta.rutaId !== cual) return reject('RUTA_NO_INICIADA', `La abierta es otra: ${ruta.rutaId}`);
  return esAjeno(actor, ruta.conductorId) ? reject('CONDUCTOR_AJENO') : { ...ruta, bodegaId: ficha.bodegaId };
}

/** Whether a driver acts on a route that another one drives. */
export function esAjeno(actor: Actor, conductorId: string | undefined): boolean {
  return actor.conductorId !== undefined && actor.conductorId !== conductorId;
}

/** Refuses a driver what is of another's route, or of a vehicle without one: then it is not a driver who decides. */
export function esDeOtro(ruta: Ruta | undefined): Rejection<'CONDUCTOR_AJENO'> {
  return reject('CONDUCTOR_AJENO', ruta ? undefined : 'Sin ruta abierta lo decide quien opera la flota');
}

/** Refuses what is done at the door with goods that are still to be fetched, and says where. */
export function sinRecoger(ordenId: string, e: Entrega): Rejection<'MERCANCIA_SIN_RECOGER'> {
  return reject('MERCANCIA_SIN_RECOGER', `La de ${ordenId} espera en ${bodegasPorCargar(e).join(' y ')}`);
}

/** The stop of which a driver says that it failed, if it is still open; undefined when that was said before. */
export function paradaAbierta(
  v: Vehiculo,
  ordenId: string,
): ParadaEnRuta | Rejection<'PARADA_NO_EXISTE' | 'PARADA_ANULADA' | 'PARADA_TERMINADA'> | undefined {
  const parada = paradaEnRuta(v, ordenId);
  switch (parada?.estado) {
    case undefined:
      return reject('PARADA_NO_EXISTE', ordenId);
    case 'abierta':
      return parada;
    case 'fallida':
      return undefined;
    case 'retirada':
      return reject('PARADA_ANULADA', ordenId);
    default:
      return reject('PARADA_TERMINADA', ordenId);
  }
}

interface Estados {
  readonly entrega: Readonly<Record<string, Entrega>>;
  readonly reserva: Readonly<Record<string, Reserva>>;
}

/** What a vehicle that leaves its base takes along without a stop for it: it came back with it, and no warehouse has received it. */
export function siguenABordo(
  { traidos }: Vehiculo,
  salida: { readonly vehiculoId: string; readonly paradas: readonly { readonly ordenId: string }[] },
  { entrega: entregas, reserva: reservas }: Estados,
): Bulto[] {
  const conParada = new Set(salida.paradas.map(({ ordenId }) => ordenId));
  return traidos.filter(({ ordenId }) => {
    const e = entregas[ordenId] ?? entrega.initial;
    const aBordo = vehiculoConMercancia(e) === salida.vehiculoId && recibidas(reservas[ordenId], e) !== 'todas';
    return aBordo && !conParada.has(ordenId);
  });
}
