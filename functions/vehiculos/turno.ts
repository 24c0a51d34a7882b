import { antes } from '#events/comun/tiempo.ts';
import type { Bodega } from './bodega.ts';
import { tramosDelDia } from './calendario.ts';
import type { Turno } from './recorrido.ts';
import type { Ficha } from './vehiculo.ts';

/** A day of a vehicle: what it can carry, its hours and those of its warehouse, and that it leaves not before `now`. */
export function turnoDe(
  ficha: Ficha,
  dia: string,
  { bodega, now }: { readonly bodega?: Bodega | undefined; readonly now: string },
): Turno {
  const { base, capacidadKg, capacidadM3, calendario } = ficha;
  const tramos = tramosDelDia({ vehiculo: calendario, bodega: bodega?.calendario }, dia);
  return { base, capacidadKg, capacidadM3, tramos, salida: now };
}

/** Whether some of its hours are still to come. */
export function quedanHoras({ tramos, salida }: Turno): boolean {
  return tramos.some(({ hasta }) => antes(salida, hasta));
}
