import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { segundosEntre } from '#events/comun/tiempo.ts';

/**
 * The kind of the links by which an order is followed without a login. Their tokens are made and read by
 * `shared/runtime/links.ts`; whoever lets somebody in by one (the page's query, the live channel) also asks
 * `enlaceVigente`, with what the view of orders says.
 */
export const SEGUIMIENTO = 'seguimiento';

/** For how many days a link is good, unless its order ends. */
const VIGENCIA_DIAS = 60;

/** For how many days an order that has ended can still be looked at. */
const TRAS_EL_FIN_DIAS = 7;

const DIA_S = 86_400;

/** When a link that is made now ends, in seconds since 1970: all links of a day end together, so that they are equal. */
export function finDelEnlace(now: string): number {
  return (Math.floor(Date.parse(now) / 1000 / DIA_S) + VIGENCIA_DIAS) * DIA_S;
}

/** What is known of an order that a link opens. */
export interface Seguido {
  readonly estado: EstadoDeOrden;
  /** The number that its links must have; none was taken back where it is absent. */
  readonly seguimiento?: number;
  readonly actualizadaEn: string;
  /** `null` once the customer was forgotten. */
  readonly destino: { readonly direccion: string | null };
}

/** Whether a link still opens its order: it has not ended, was not taken back, and the order ended some days ago at most. */
export function enlaceVigente(
  { serial, until }: { readonly serial: number; readonly until: number },
  { estado, seguimiento = 0, actualizadaEn, destino }: Seguido,
  now: string,
): boolean {
  if (serial !== seguimiento || Date.parse(now) >= until * 1000 || destino.direccion === null) return false;
  return !FINES.has(estado) || segundosEntre(actualizadaEn, now) <= TRAS_EL_FIN_DIAS * DIA_S;
}

const FINES: ReadonlySet<EstadoDeOrden> = new Set([
  'rechazada',
  'entregada',
  'entregadaParcial',
  'devuelta',
  'cancelada',
]);
