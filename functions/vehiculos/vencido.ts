import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import type { Entorno } from './candidato.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import type { Vehiculo } from './vehiculo.ts';

/** A stop of the plan of a vehicle's day. */
interface EnPlan {
  readonly dia: string;
  readonly parada: Parada;
  readonly v: Vehiculo;
}

/**
 * Whether a plan will not be left with any more: its vehicle is not of the fleet, or its hours are over. What a person
 * planned outside of these is the person's until the day is over.
 */
export function haVencido({ dia, parada, v }: EnPlan, { bodegas, now }: Entorno): boolean {
  const { ficha, retirado } = v;
  if (!ficha || retirado) return true;
  const turno = turnoDe(ficha, dia, { bodega: bodegas[ficha.bodegaId], now });
  if (quedanHoras(turno)) return false;
  const hoy = diaEnColombia(now);
  const fin = turno.tramos.at(-1)?.hasta;
  return dia < hoy || (dia === hoy && fin !== undefined && antes(parada.eta, fin));
}
