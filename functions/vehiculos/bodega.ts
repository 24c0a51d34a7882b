import type * as z from 'zod';
import { ALCANCE_KM, llegaA } from '#events/bodegas/alcance.ts';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { ESPERA_MAXIMA_MIN } from '#events/bodegas/espera.ts';
import type { Calendario } from '#events/comun/calendario.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A warehouse as planning needs it. Without `zona` there is none. */
export interface Bodega {
  readonly zona?: Zona;
  /** Absent: it is always open. */
  readonly calendario?: Calendario | undefined;
  /** Minutes that an order may wait for a plan before it is shown to a person. */
  readonly esperaMaximaMin: number;
  /** How far it serves, as the crow flies, in kilometres. */
  readonly alcanceKm: number;
}

/** A warehouse, by what its context publishes: it is only read here. */
export const bodega = aggregate<Bodega>('bodega', {
  esperaMaximaMin: ESPERA_MAXIMA_MIN,
  alcanceKm: ALCANCE_KM,
})
  .on(BodegaRegistrada, (b, { zona, calendario, esperaMaximaMin = b.esperaMaximaMin, alcanceKm = b.alcanceKm }) => ({
    zona,
    calendario,
    esperaMaximaMin,
    alcanceKm,
  }))
  .on(BodegaCorregida, (b, { zona, calendario, esperaMaximaMin, alcanceKm }) => ({
    ...((zona ?? b.zona) && { zona: zona ?? b.zona }),
    calendario: calendario ?? b.calendario,
    esperaMaximaMin: esperaMaximaMin ?? b.esperaMaximaMin,
    alcanceKm: alcanceKm ?? b.alcanceKm,
  }));

/** Whether none of some warehouses serves all these places. */
export function fueraDeAlcance(bodegas: readonly Bodega[], lugares: readonly Zona[]): boolean {
  return !bodegas.some((una) => llegaA(una, lugares));
}

/** Whether a correction of a warehouse is one of where, when or how far its vehicles and those that fetch there may go. */
export function tocaPlanes({ zona, calendario, alcanceKm }: z.output<typeof BodegaCorregida.schema>): boolean {
  return zona !== undefined || calendario !== undefined || alcanceKm !== undefined;
}

/** Whether a correction of a warehouse is one of how long what waits for a plan may wait. */
export function tocaEsperas({ esperaMaximaMin }: z.output<typeof BodegaCorregida.schema>): boolean {
  return esperaMaximaMin !== undefined;
}

/** Whether there is such a warehouse. */
export function existe({ zona }: Bodega): boolean {
  return zona !== undefined;
}
