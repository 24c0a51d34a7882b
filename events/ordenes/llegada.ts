import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { enVentana, enVentanaConFecha } from '#events/comun/hora.ts';
import { antes, comienzoDelDia, enMilisegundos, segundosEntre, type Ventana } from '#events/comun/tiempo.ts';

/** A planned arrival, and the window that was promised. */
interface Prevista {
  readonly eta: string;
  readonly ventana?: Ventana | undefined;
}

/** What of an order tells when it arrives. */
interface Esperada extends Partial<Prevista> {
  readonly creadaEn: string;
  readonly estado: EstadoDeOrden;
}

const MINUTO_MS = 60_000;

/**
 * How many minutes before and after the planned arrival it is expected. Until its vehicle leaves others may be put before
 * it in the plan, and nobody tells the order as long as it still comes within these.
 */
const MARGEN_MIN = { asignada: 60, enTransito: 30 } as const;

/** What may still come to its door. */
const PUEDEN_VENIR: ReadonlySet<EstadoDeOrden> = new Set(['creada', 'confirmada', 'asignada', 'enTransito']);

/** Of a change of less than this nobody is told, in seconds, even where it leaves the span that was told. */
const POCO_S = 15 * 60;

/**
 * When an order is expected that a vehicle has in its plan, or brings: around its planned arrival, and within the window that
 * was promised, before which nobody is at the door. What comes after that window is expected after it. Until its vehicle leaves,
 * others that are put before it are of the same day: it does not come on the one before.
 */
export function alrededorDe({ eta, ventana }: Prevista, estado: keyof typeof MARGEN_MIN): Ventana {
  const margen = MARGEN_MIN[estado] * MINUTO_MS;
  const [abre, cierra] = ventana ? [Date.parse(ventana.desde), Date.parse(ventana.hasta)] : [-Infinity, Infinity];
  const llega = Math.max(Date.parse(eta), abre);
  const [desde, hasta] = llega > cierra ? [cierra, Infinity] : [abre, cierra];
  const dia = estado === 'asignada' ? Date.parse(comienzoDelDia(new Date(llega).toISOString())) : -Infinity;
  return {
    desde: new Date(Math.max(llega - margen, desde, dia)).toISOString(),
    hasta: new Date(Math.min(llega + margen, hasta)).toISOString(),
  };
}

/** Whether an arrival is quite another one than was told: it lies outside of the span that was said, and not by minutes. */
export function esOtraHora(dicha: Prevista, eta: string, estado: keyof typeof MARGEN_MIN): boolean {
  const { desde, hasta } = alrededorDe(dicha, estado);
  return (antes(eta, desde) || antes(hasta, eta)) && Math.abs(segundosEntre(dicha.eta, eta)) >= POCO_S;
}

/** When an order is expected: around the arrival that is planned, after it was asked for; else in the window that was promised, while it can still come. */
export function esperada(orden: Esperada): Ventana | undefined {
  if (tieneHora(orden)) {
    const { desde, hasta } = alrededorDe(orden, orden.estado);
    return { desde: antes(desde, orden.creadaEn) ? enMilisegundos(orden.creadaEn) : desde, hasta };
  }
  const { estado, ventana } = orden;
  return ventana && PUEDEN_VENIR.has(estado)
    ? { desde: enMilisegundos(ventana.desde), hasta: enMilisegundos(ventana.hasta) }
    : undefined;
}

/**
 * `Llega hoy entre 10:10 y 11:10 a. m.`, of what a vehicle has in its plan; else what was asked for, which nobody has promised yet.
 * Nothing of one of which neither is known, or that should have come by now.
 */
export function cuandoLlega(orden: Esperada, now: string): string | undefined {
  const llegada = esperada(orden);
  if (!llegada) return undefined;
  if (antes(llegada.hasta, now)) return orden.estado === 'enTransito' ? TARDE : undefined;
  const verbo = tieneHora(orden) ? 'Llega' : 'Pedida para';
  return `${verbo} ${enVentana(llegada, now)}`;
}

/** `Llega el 15 de enero entre 10:10 y 11:10 a. m.`: the same of one that has a vehicle, for who may read it on another day. */
export function enQueFechaLlega(prevista: Prevista, estado: keyof typeof MARGEN_MIN, now: string): string {
  const llegada = alrededorDe(prevista, estado);
  return antes(llegada.hasta, now) ? TARDE : `Llega ${enVentanaConFecha(llegada, now)}`;
}

/** Whether a vehicle has it in its plan, or brings it, for an hour. */
function tieneHora(orden: Esperada): orden is Esperada & Prevista & { readonly estado: keyof typeof MARGEN_MIN } {
  return orden.eta !== undefined && orden.estado in MARGEN_MIN;
}

const TARDE = 'Llega más tarde de lo previsto';
