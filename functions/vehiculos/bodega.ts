import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Calendario } from '#events/comun/calendario.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A warehouse as planning needs it. Without `zona` there is none. */
export interface Bodega {
  readonly zona?: Zona;
  /** Absent: it is always open. */
  readonly calendario?: Calendario | undefined;
}

/** A warehouse, by what its context publishes: it is only read here. */
export const bodega = aggregate<Bodega>('bodega', {})
  .on(BodegaRegistrada, (_, { zona, calendario }) => ({ zona, calendario }))
  .on(BodegaCorregida, (b, { zona, calendario }) => ({
    ...(b.zona && { zona: zona ?? b.zona }),
    calendario: calendario ?? b.calendario,
  }));

/** Whether there is such a warehouse. */
export function existe({ zona }: Bodega): boolean {
  return zona !== undefined;
}
