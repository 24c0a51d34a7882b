import type { Parte } from '#events/comun/pedido.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import { to, type Write } from '#shared/model/command.ts';
import { inventario, inventarioId } from './inventario.ts';

/** The same facts for the stock item of each part. */
export function enInventario(
  partes: readonly Parte[],
  hechos: (parte: Parte) => readonly FactOf<typeof inventario>[],
): Write[] {
  return partes.map((parte) => to(inventario, inventarioId(parte.bodegaId, parte.sku), ...hechos(parte)));
}
