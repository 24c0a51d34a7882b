import type { FactOf } from '#shared/model/aggregate.ts';
import type { Contribution, Total } from '#shared/model/projection.ts';
import { inventarioId } from './inventario.ts';
import { type Reserva, reserva, tiene } from './reserva.ts';

/** What an order holds, since when (ISO 8601, UTC). */
export interface Seguida {
  readonly ordenId: string;
  readonly desde: string;
  readonly reserva: Reserva;
}

/** Units of a stock item that an order holds. Key: `<bodegaId>:<sku>|<since when>|<ordenId>`. */
export type Retencion = Total<'reservadas'>;

/** What is known of an order before anything is. */
export const sinReserva: Seguida = { ordenId: '', desde: '', reserva: reserva.initial };

/** What an order holds after one more fact: as the reservation itself says. */
export function seguir(seguida: Seguida, hecho: FactOf<typeof reserva>): Seguida {
  // What it holds does not depend on when it got it.
  return { ...seguida, ordenId: hecho.data.ordenId, reserva: reserva.evolve(seguida.reserva, hecho, '') };
}

/** The units that an order holds, by stock item. */
export function aporteDe({ ordenId, desde, reserva: r }: Seguida): Contribution<'reservadas'> {
  const filas: Record<string, { reservadas: number }> = {};
  for (const { bodegaId, sku, cantidad } of tiene(r) ? r.apartadas : []) {
    const fila = `${inventarioId(bodegaId, sku)}|${desde}|${ordenId}`;
    filas[fila] = { reservadas: (filas[fila]?.reservadas ?? 0) + cantidad };
  }
  return filas;
}

/** Who holds units of a stock item, how many and since when. */
export function leerRetencion({ key, reservadas = 0 }: Retencion) {
  const [, desde = '', ordenId = ''] = key.split('|');
  return { ordenId, desde, reservadas };
}
