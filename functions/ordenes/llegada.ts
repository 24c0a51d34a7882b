import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { antes, diaEnColombia, enColombia, enMilisegundos, type Ventana } from '#events/comun/tiempo.ts';

/** What of an order tells when it arrives. */
interface Esperada {
  readonly estado: EstadoDeOrden;
  readonly eta?: string;
  readonly ventana?: Ventana;
}

const MINUTO_MS = 60_000;

/** How many minutes before and after the planned arrival it is expected: a vehicle on the road knows better. */
const MARGEN_MIN: Partial<Record<EstadoDeOrden, number>> = { asignada: 60, enTransito: 30 };

/** When an order is expected: around the arrival that is planned; else in the window that was promised, while it can still come. */
export function esperada({ estado, eta, ventana }: Esperada): Ventana | undefined {
  const margen = MARGEN_MIN[estado];
  if (margen !== undefined && eta !== undefined) {
    const alrededor = (minutos: number) => new Date(Date.parse(eta) + minutos * MINUTO_MS).toISOString();
    return { desde: alrededor(-margen), hasta: alrededor(margen) };
  }
  const puedeVenir = estado === 'creada' || estado === 'confirmada' || margen !== undefined;
  return puedeVenir && ventana
    ? { desde: enMilisegundos(ventana.desde), hasta: enMilisegundos(ventana.hasta) }
    : undefined;
}

/** `Llega hoy entre 10:10 y 11:10 a. m.`; nothing of one of which it is not known, or that should have come by now. */
export function cuandoLlega(orden: Esperada, now: string): string | undefined {
  const llegada = esperada(orden);
  if (!llegada) return undefined;
  const { desde, hasta } = llegada;
  if (antes(hasta, now)) return orden.estado === 'enTransito' ? 'Llega más tarde de lo previsto' : undefined;
  return antes(desde, now)
    ? `Llega ${dia(hasta, now)} antes de ${articulo(hasta)} ${hora(hasta)}`
    : `Llega ${dia(desde, now)} entre ${tiempo(desde, hasta)}`;
}

/** `hoy a las 9:20 a. m.`, `el 15 de enero a la 1:05 p. m.` */
export function diaYHora(instante: string, now: string): string {
  return `${dia(instante, now)} a ${articulo(instante)} ${hora(instante)}`;
}

/** `10:10 y 11:10 a. m.`; each with its half of the day where these differ. */
function tiempo(desde: string, hasta: string): string {
  const [a, b] = [hora(desde), hora(hasta)];
  return a.slice(-5) === b.slice(-5) ? `${a.slice(0, -6)} y ${b}` : `${a} y ${b}`;
}

/** `9:20 a. m.`, as clocks in Colombia show it. */
function hora(instante: string): string {
  const [h = 0, m] = enColombia(instante).slice(11, 16).split(':').map(Number);
  return `${h % 12 || 12}:${String(m).padStart(2, '0')} ${h < 12 ? 'a. m.' : 'p. m.'}`;
}

function articulo(instante: string): string {
  return hora(instante).startsWith('1:') ? 'la' : 'las';
}

function dia(instante: string, now: string): string {
  const cuando = diaEnColombia(instante);
  if (cuando === diaEnColombia(now)) return 'hoy';
  if (cuando === diaEnColombia(new Date(Date.parse(now) + 86_400_000).toISOString())) return 'mañana';
  const [, mes, n] = cuando.split('-').map(Number);
  return `el ${n} de ${MESES[(mes as number) - 1]}`;
}

const MESES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const;
