import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { enVentana } from '#events/comun/hora.ts';
import { antes, enMilisegundos, type Ventana } from '#events/comun/tiempo.ts';

/** What of an order tells when it arrives. */
interface Esperada {
  readonly estado: EstadoDeOrden;
  readonly eta?: string;
  readonly ventana?: Ventana;
}

const MINUTO_MS = 60_000;

/**
 * How many minutes before and after the planned arrival it is expected. Until its vehicle leaves others may be put before
 * it in the plan, and nobody tells the order: the figure of its assignment is good for an approximate word only.
 */
const MARGEN_MIN = { asignada: 60, enTransito: 30 } as const;

/** When an order is expected that a vehicle has in its plan, or brings. */
export function alrededorDe(eta: string, estado: keyof typeof MARGEN_MIN): Ventana {
  const corrida = (minutos: number) => new Date(Date.parse(eta) + minutos * MINUTO_MS).toISOString();
  const margen = MARGEN_MIN[estado];
  return { desde: corrida(-margen), hasta: corrida(margen) };
}

/** When an order is expected: around the arrival that is planned; else in the window that was promised, while it can still come. */
export function esperada({ estado, eta, ventana }: Esperada): Ventana | undefined {
  const tieneVehiculo = estado === 'asignada' || estado === 'enTransito';
  if (tieneVehiculo && eta !== undefined) return alrededorDe(eta, estado);
  const puedeVenir = estado === 'creada' || estado === 'confirmada' || tieneVehiculo;
  return puedeVenir && ventana
    ? { desde: enMilisegundos(ventana.desde), hasta: enMilisegundos(ventana.hasta) }
    : undefined;
}

/** `Llega hoy entre 10:10 y 11:10 a. m.`; nothing of one of which it is not known, or that should have come by now. */
export function cuandoLlega(orden: Esperada, now: string): string | undefined {
  const llegada = esperada(orden);
  if (!llegada) return undefined;
  if (antes(llegada.hasta, now)) return orden.estado === 'enTransito' ? 'Llega más tarde de lo previsto' : undefined;
  return `Llega ${enVentana(llegada, now)}`;
}
