import type { Parte } from '#events/comun/pedido.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import { to, type Write } from '#shared/model/command.ts';
import { inventario, inventarioId } from './inventario.ts';
import { partesDe, type Reserva, reserva } from './reserva.ts';

/** The streams that a command on a reservation touches: the reservation says which stock items. */
export function streamsDe(ordenId: string, reservas: Readonly<Record<string, Reserva>>) {
  const partes = partesDe(reservas[ordenId] ?? reserva.initial);
  return { reserva: [ordenId], inventario: partes.map(({ bodegaId, sku }) => inventarioId(bodegaId, sku)) };
}

/** The same facts for the stock item of each part. */
export function enInventario(
  partes: readonly Parte[],
  hechos: (parte: Parte) => readonly FactOf<typeof inventario>[],
): Write[] {
  return partes.map((parte) => to(inventario, inventarioId(parte.bodegaId, parte.sku), ...hechos(parte)));
}
