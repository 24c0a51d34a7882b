const MINUTO = 60;
const HORA = 60 * MINUTO;

/** How long a step may take until something is done about it, in seconds. No order that was confirmed is given up by one. */
export const PLAZOS = {
  /** Reserving, and confirming: seconds of work, so a quarter of an hour means that something is broken. */
  reserva: 15 * MINUTO,
  /** Until a place in a plan is asked for again. */
  plan: 10 * MINUTO,
  /** On the road, until people are told that nothing was heard. */
  noticia: 24 * HORA,
  /** Until the withdrawal is asked for again. */
  retiro: HORA,
} as const;
