import { antes, diaEnColombia, enColombia, type Ventana } from './tiempo.ts';

// Moments as people in Colombia read them. Every sentence that the functions write tells time by these.

/** `9:20 a. m.`, as clocks in Colombia show it. */
export function hora(instante: string): string {
  const [h = 0, m] = enColombia(instante).slice(11, 16).split(':').map(Number);
  return `${h % 12 || 12}:${String(m).padStart(2, '0')} ${h < 12 ? 'a. m.' : 'p. m.'}`;
}

/** `las 9:20 a. m.`, `la 1:05 p. m.` */
export function conArticulo(instante: string): string {
  const suya = hora(instante);
  return `${suya.startsWith('1:') ? 'la' : 'las'} ${suya}`;
}

/** `hoy`, `mañana`, else the date. */
export function enDia(instante: string, now: string): string {
  const dia = diaEnColombia(instante);
  if (dia === diaEnColombia(now)) return 'hoy';
  if (dia === diaEnColombia(new Date(Date.parse(now) + DIA_MS).toISOString())) return 'mañana';
  return enFecha(instante, now);
}

/** `el 15 de enero`; of another year than it is, `el 15 de enero de 2031`. */
export function enFecha(instante: string, now: string): string {
  const [anio, mes, n] = diaEnColombia(instante).split('-').map(Number);
  const otroAnio = diaEnColombia(now).startsWith(`${anio}-`) ? '' : ` de ${anio}`;
  return `el ${n} de ${MESES[(mes as number) - 1]}${otroAnio}`;
}

/** `hoy a las 9:20 a. m.`, `el 15 de enero a la 1:05 p. m.` */
export function diaYHora(instante: string, now: string): string {
  return `${enDia(instante, now)} a ${conArticulo(instante)}`;
}

/** `el 15 de enero a la 1:05 p. m.`: for who may read it on another day. */
export function fechaYHora(instante: string, now: string): string {
  return `${enFecha(instante, now)} a ${conArticulo(instante)}`;
}

/** `hoy entre 10:10 y 11:10 a. m.`, `hoy antes de las 11:10 a. m.` once it has begun; each time with its half of the day where these differ. */
export function enVentana(ventana: Ventana, now: string): string {
  return decirVentana(ventana, now, enDia);
}

/** `el 15 de enero entre 10:10 y 11:10 a. m.`, `el 15 de enero antes de las 11:10 a. m.` once it has begun: for who may read it on another day. */
export function enVentanaConFecha(ventana: Ventana, now: string): string {
  return decirVentana(ventana, now, enFecha);
}

/** @param dia how a day is called. */
function decirVentana({ desde, hasta }: Ventana, now: string, dia: typeof enDia): string {
  if (antes(desde, now)) return `${dia(hasta, now)} antes de ${conArticulo(hasta)}`;
  const fin = diaEnColombia(desde) === diaEnColombia(hasta) ? hora(hasta) : `${hora(hasta)} d${enFecha(hasta, now)}`;
  const [a, b] = [hora(desde), fin];
  return `${dia(desde, now)} entre ${a.slice(-5) === b.slice(-5) ? a.slice(0, -6) : a} y ${b}`;
}

const DIA_MS = 86_400_000;

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
