import { segundosEntre } from '#events/comun/tiempo.ts';
import type { Pedido } from './entrega.ts';

const MINUTO = 60;
const HORA = 60 * MINUTO;
const DIA = 24 * HORA;

/** How long each step may take, in seconds. */
export const PLAZOS = {
  /** Reserving and confirming: seconds of work, so a quarter of an hour means that something is broken. */
  reserva: 15 * MINUTO,
  asignacion: 10 * MINUTO,
  /** On the road, twice, before the goods are called back. */
  entrega: DIA,
  /** Until a request that must have an answer is sent again. */
  insistencia: HORA,
} as const;

/** A try to deliver, the second and the third. */
export const INTENTOS = 3;

/** How often a vehicle is looked for in one attempt: over six hours, with growing pauses. */
export const BUSQUEDAS = 12;

/** How often a request without an answer is sent again; after that people must look. */
export const INSISTENCIAS = 3;

/** The pause before a vehicle is looked for again. */
export function pausaTras(busqueda: number): number {
  return 5 * MINUTO * busqueda;
}

/** How long a planned route may take to start: a day, or until two hours after the wanted window. */
export function plazoDeRuta({ ventana }: Pedido, now: string): number {
  return ventana ? Math.max(0, segundosEntre(now, ventana.hasta)) + 2 * HORA : DIA;
}
