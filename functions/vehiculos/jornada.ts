import type { Jornada } from '#events/vehiculos/jornada.ts';

const MINUTO = 60;
const DIA = 24 * 60 * MINUTO;

/** Colombia is five hours behind UTC all year: it has had no summer time since 1993. */
const BOGOTA = -5 * 60 * MINUTO;

/** A working day, in seconds from now. */
export interface Dia {
  readonly inicio: number;
  readonly fin: number;
}

/**
 * The working day of a vehicle for something that is due about `referencia`: the first one that does not end before it,
 * as far as it is not over yet. One that works at any hour goes out when it is called, for a day.
 */
export function diaDe(jornada: Jornada | undefined, referencia: string, now: string): Dia {
  const cuando = Math.max(0, (Date.parse(referencia) - Date.parse(now)) / 1000);
  if (!jornada) return { inicio: 0, fin: cuando + DIA };
  const ahora = Date.parse(now) / 1000 + BOGOTA;
  const desde = segundoDe(jornada.desde);
  const hasta = segundoDe(jornada.hasta);
  const duracion = hasta > desde ? hasta - desde : hasta - desde + DIA;
  const dias = Math.floor((ahora + cuando - desde - duracion) / DIA) + 1;
  const inicio = dias * DIA + desde - ahora;
  return { inicio: Math.max(0, inicio), fin: inicio + duracion };
}

function segundoDe(hora: string): number {
  const [horas = 0, minutos = 0] = hora.split(':').map(Number);
  return (horas * 60 + minutos) * MINUTO;
}
