import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioCorregido } from '#events/bodegas/InventarioCorregido.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';
import { inventario as agregado, disponible, faltan, type Inventario, inventarioId } from '../inventario.ts';

/** What a warehouse has of a product. `disponibles` is what may still be promised; the others are told at `Inventario`. */
export interface VistaInventario extends Omit<Inventario, 'contadoEn'> {
  /** `<bodegaId>:<sku>`, as the stock item's stream is called. */
  readonly inventarioId: string;
  readonly bodegaId: string;
  readonly sku: string;
  readonly disponibles: number;
  readonly actualizadoEn: string;
  /** `si` while fewer units are there than orders were promised, how many fewer, and since when. */
  readonly falta?: 'si' | undefined;
  readonly faltan?: number | undefined;
  readonly faltaDesde?: string | undefined;
}

/** Stock, by product and by warehouse. */
export const inventario = projection<VistaInventario>('inventario', {
  of: 'inventario',
  key: 'inventarioId',
  indexes: {
    porSku: { by: 'sku', sort: 'bodegaId' },
    porBodega: { by: 'bodegaId', sort: 'sku' },
    porFalta: { by: 'falta', sort: 'faltaDesde' },
  },
})
  .on(InventarioIngresado, (v, d, e) => seguir(v, InventarioIngresado(d), e))
  .on(InventarioAjustado, (v, d, e) => seguir(v, InventarioAjustado(d), e))
  .on(InventarioTrasladadoFuera, (v, d, e) => seguir(v, InventarioTrasladadoFuera(d), e))
  .on(InventarioTrasladadoDentro, (v, d, e) => seguir(v, InventarioTrasladadoDentro(d), e))
  .on(InventarioReservado, (v, d, e) => seguir(v, InventarioReservado(d), e))
  .on(ReservaDeInventarioLiberada, (v, d, e) => seguir(v, ReservaDeInventarioLiberada(d), e))
  .on(InventarioDespachado, (v, d, e) => seguir(v, InventarioDespachado(d), e))
  .on(InventarioDevuelto, (v, d, e) => seguir(v, InventarioDevuelto(d), e))
  .on(InventarioCorregido, (v, d, e) => seguir(v, InventarioCorregido(d), e));

/** The row as the stock item itself is after one more fact. */
function seguir(
  v: VistaInventario | undefined,
  hecho: FactOf<typeof agregado>,
  { metadata }: Recorded<unknown>,
): VistaInventario {
  const { bodegaId, sku } = hecho.data;
  const actual = agregado.evolve(v ?? agregado.initial, hecho, metadata.occurredAt);
  const { existencias, reservadas, danadas } = actual;
  const faltantes = faltan(actual);
  const falta = faltantes > 0;
  return {
    inventarioId: inventarioId(bodegaId, sku),
    bodegaId,
    sku,
    existencias,
    reservadas,
    danadas,
    disponibles: disponible({ existencias, reservadas }),
    actualizadoEn: metadata.occurredAt,
    falta: falta ? 'si' : undefined,
    faltan: falta ? faltantes : undefined,
    faltaDesde: falta ? (v?.faltaDesde ?? metadata.occurredAt) : undefined,
  };
}
