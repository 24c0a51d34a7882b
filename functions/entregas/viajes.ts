import { deshacerDespacho } from '#events/bodegas/deshacerDespacho.ts';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import type { Salida } from '#events/ordenes/viaje.ts';
import type { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import type { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import type { Asignacion, EnCurso, Marcha } from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';

/** A journey tells no more than these that ended before it. */
const SALIDAS = 40;

/** Whether a vehicle is on its way with goods of an order: all of them, or those of some warehouses. */
export function llevaAlgo({ cargadas }: Pick<EnCurso, 'cargadas'>, { cargada }: Marcha): boolean {
  return cargada || cargadas.length > 0;
}

/** The journeys that ended without delivery, with one more. */
export function conSalida(e: Pick<EnCurso, 'salidas' | 'cargadas'>, marcha: Marcha, fallo?: Salida['fallo']): Salida[] {
  return [...e.salidas, { ...marcha.viaje, cargada: llevaAlgo(e, marcha), ...(fallo && { fallo }) }].slice(-SALIDAS);
}

/** The journeys, when a warehouse has what the last one carried. */
export function conReingreso(salidas: readonly Salida[], bodegaId: string): Salida[] {
  const ultima = salidas.at(-1);
  return ultima ? [...salidas.slice(0, -1), { ...ultima, reingreso: bodegaId }] : [];
}

/** The journey on which goods were handed over: the present one, or one that was held to have ended without delivery. */
export function viajeDe(
  { marcha, salidas }: { readonly marcha?: Marcha | undefined; readonly salidas: readonly Salida[] },
  { vehiculoId, rutaId, conductorId, intento, entregadaEn }: DatosDe<typeof EntregaConfirmada>,
): Marcha['viaje'] {
  if (marcha?.viaje.rutaId === rutaId) return { ...marcha.viaje, conductorId };
  const salida = salidas.findLast((una) => una.rutaId === rutaId && una.intento === intento);
  const { dia, eta, cambio } = salida ?? { dia: diaEnColombia(entregadaEn), eta: entregadaEn, cambio: 0 };
  return { vehiculoId, rutaId, conductorId, intento, dia, eta, cambio };
}

/** A journey as it was when something was done on it: it may have changed hands since it left. */
export function llevadaPor(marcha: Marcha, conductorId: string | undefined): Marcha {
  return { ...marcha, viaje: { ...marcha.viaje, conductorId } };
}

/** What is known of an order before a vehicle leaves with it. */
interface Saliente extends Pick<EnCurso, 'cambio'> {
  readonly asignacion?: Asignacion | undefined;
}

/** The journey of a vehicle that has left. */
export function saliendo({ cambio, asignacion }: Saliente, d: DatosDe<typeof EntregaEnRuta>): Marcha {
  const { vehiculoId, rutaId, eta, intento, bodegas, cargada, conductorId } = d;
  const { dia, cambio: suyo } = asignacion ?? { dia: diaEnColombia(eta), cambio };
  return { viaje: { vehiculoId, rutaId, dia, eta, intento, cambio: suyo, conductorId }, cargada, tomadas: bodegas };
}

/** Takes goods out of the warehouses that gave them. */
export function despacho(ordenId: string, bodegas: readonly string[]) {
  return bodegas.length > 0 ? [despacharReserva({ ordenId, bodegas: [...bodegas] })] : [];
}

/** Puts the goods of a journey that was undone back where they were taken. */
export function desandar(ordenId: string, { tomadas }: Marcha) {
  return tomadas.length > 0 ? [deshacerDespacho({ ordenId })] : [];
}

/** The warehouses whose parts are out, without those of a journey that was undone. */
export function sinTomadas({ cargadas }: Pick<EnCurso, 'cargadas'>, { tomadas }: Marcha): string[] {
  return cargadas.filter((bodegaId) => !tomadas.includes(bodegaId));
}

/** The members of both, each once. */
export function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
