import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { demas, unidadesDe } from '#events/comun/lotes.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { antes } from '#events/comun/tiempo.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import { to, type Write } from '#shared/model/command.ts';
import type { Custodia } from './custodia.ts';
import { type Inventario, inventario, inventarioId } from './inventario.ts';
import { juntar } from './reparto.ts';
import { bodegasDe, partir, type Reserva, reserva, type Tenencia, tiene } from './reserva.ts';

type DeReserva = FactOf<typeof reserva>;
type DeInventario = FactOf<typeof inventario>;

/** What is being written about an order's goods: in its reservation, whose state follows, and in the stock items. */
export interface Asiento {
  readonly ordenId: string;
  readonly reserva: Reserva;
  /** The stock items that were read, as what is being written leaves them. */
  readonly inventario: Readonly<Record<string, Inventario>>;
  readonly hechos: readonly DeReserva[];
  readonly movimientos: readonly DeInventario[];
}

/** What was read of reservations and of stock items. */
interface Leido {
  readonly reserva: Readonly<Record<string, Reserva>>;
  readonly inventario: Readonly<Record<string, Inventario>>;
}

/** Begins to write about the goods of an order. */
export function abrir(ordenId: string, leido: Leido): Asiento {
  const r = leido.reserva[ordenId] ?? reserva.initial;
  return { ordenId, reserva: r, inventario: leido.inventario, hechos: [], movimientos: [] };
}

/** The stock items of some parts: they must be read before it is written down that these left, or were never there. */
export function itemsDe(partes: readonly Pick<Parte, 'bodegaId' | 'sku'>[]): string[] {
  return partes.map(({ bodegaId, sku }) => inventarioId(bodegaId, sku));
}

/** Adds a fact of the reservation, with what it moves in the stock items. */
export function anotar(asiento: Asiento, hecho: DeReserva, movimientos: readonly DeInventario[]): Asiento {
  // When units were put down is asked only of what was written before.
  const anotado = {
    ...asiento,
    reserva: reserva.evolve(asiento.reserva, hecho, ''),
    hechos: [...asiento.hechos, hecho],
  };
  return movimientos.reduce(conMovimiento, anotado);
}

/** Adds what is moved in a stock item. */
export function conMovimiento(asiento: Asiento, movimiento: DeInventario): Asiento {
  const id = inventarioId(movimiento.data.bodegaId, movimiento.data.sku);
  const item = asiento.inventario[id];
  // Of a stock item only the fold of a count asks for the time, and none is written here.
  const items = item && { [id]: inventario.evolve(item, movimiento, '') };
  return {
    ...asiento,
    inventario: { ...asiento.inventario, ...items },
    movimientos: [...asiento.movimientos, movimiento],
  };
}

/** All that was written, by stream; nothing when there is no fact of the reservation. */
export function escrito({ ordenId, hechos, movimientos }: Asiento): Write<typeof reserva | typeof inventario>[] {
  if (hechos.length === 0) return [];
  const items = new Map<string, DeInventario[]>();
  for (const hecho of movimientos) {
    const id = inventarioId(hecho.data.bodegaId, hecho.data.sku);
    items.set(id, [...(items.get(id) ?? []), hecho]);
  }
  return [to(reserva, ordenId, ...hechos), ...[...items].map(([id, suyos]) => to(inventario, id, ...suyos))];
}

/**
 * The parts of an order that a vehicle has taken, as the people of the road say, leave the books too, those of `bodegas`
 * alone when these are said. So what overtakes the word of a dispatch decides as if that had come first. The word itself may
 * come after a count that was made when they had left: such a count is right, and they are taken off the books no second
 * time. Throws where a stock item was not read.
 */
export function conSalidas(asiento: Asiento, custodia: Custodia | undefined, bodegas?: readonly string[]): Asiento {
  const { reserva: r } = asiento;
  if (!tiene(r) || !custodia) return asiento;
  const abordo = aBordo(r.reingresos, custodia);
  const salen = bodegasDe(r.apartadas).filter(
    (bodegaId) => abordo.includes(bodegaId) && (bodegas?.includes(bodegaId) ?? true),
  );
  return salen.reduce((uno, bodegaId) => sacar(uno, r, bodegaId, custodia.salieronEn[bodegaId]), asiento);
}

/** Writes down that what an order holds in a warehouse has left it. */
function sacar(asiento: Asiento, { apartadas }: Tenencia, bodegaId: string, salieronEn: string | undefined): Asiento {
  const { ordenId } = asiento;
  const [salen] = partir(apartadas, [bodegaId]);
  return anotar(
    asiento,
    ReservaDespachada({ ordenId, bodegaId }),
    salen.map((parte) => InventarioDespachado({ ordenId, ...parte, ...yaDescontadas(asiento, parte, salieronEn) })),
  );
}

/**
 * The parts of an order that left with a start that was undone are back, and as promised as the order is alive. What was
 * handed over is not, even if it is nowhere aboard: proof may be given of a start that was taken to be undone. What a count
 * has found since it is back is on the books, and is put on them no second time. Throws where a stock item was not read.
 */
export function conRegresos(dicho: Asiento, custodia: Custodia | undefined): Asiento {
  if (!custodia) return dicho;
  const asiento = conSalidasContadas(dicho, custodia);
  const { ordenId, reserva: r } = asiento;
  if (!tiene(r)) return asiento;
  const [abordo, enTierra] = partir(r.fuera, aBordo(r.reingresos, custodia));
  const entregadas = demas(custodia.entregadas ?? [], abordo);
  const [, vuelven] = partir(enTierra, bodegasDe(enTierra.filter(({ sku }) => unidadesDe(sku, entregadas) > 0)));
  if (vuelven.length === 0) return asiento;
  return anotar(
    asiento,
    DespachoDeshecho({ ordenId, bodegas: bodegasDe(vuelven) }),
    vuelven.flatMap((parte) => {
      const contadas = fueContado(asiento, parte, custodia.deshechasEn[parte.bodegaId]);
      const devuelto = { ordenId, ...parte, condicion: 'vendible' as const };
      return [
        InventarioDevuelto({ ...devuelto, ...(contadas && { yaContadas: parte.cantidad }) }),
        ...(r.estado === 'hecha' ? [InventarioReservado({ ordenId, ...parte })] : []),
      ];
    }),
  );
}

/** What left with a start that was undone, and was counted while it was out, is off the books, though no word of the start took it off. */
function conSalidasContadas(asiento: Asiento, { salieronEn, deshechasEn, cargadas }: Custodia): Asiento {
  const { reserva: r } = asiento;
  if (!tiene(r)) return asiento;
  const contadas = r.apartadas.filter((parte) => {
    const deshechaEn = deshechasEn[parte.bodegaId];
    return (
      deshechaEn !== undefined &&
      !cargadas.includes(parte.bodegaId) &&
      !r.reingresadas.some(({ bodegaId, en }) => bodegaId === parte.bodegaId && !antes(en, deshechaEn)) &&
      fueContado(asiento, parte, salieronEn[parte.bodegaId]) &&
      !fueContado(asiento, parte, deshechaEn)
    );
  });
  return bodegasDe(contadas).reduce((uno, bodegaId) => sacar(uno, r, bodegaId, salieronEn[bodegaId]), asiento);
}

/**
 * How many of some units that are to be taken off the books are off them: all, where the stock item was counted when they
 * were there no more, since `desde`; else those that the books do not have, for they are in the world, so the books were
 * wrong. The count stands also where it found what the books say: then there was more than they said. Throws where the
 * stock item was not read.
 */
export function yaDescontadas(
  asiento: Asiento,
  parte: Parte,
  desde: string | undefined,
): { readonly yaDescontadas?: number } {
  const deMas = Math.max(0, parte.cantidad - Math.max(0, itemDe(asiento, parte).existencias));
  const unidades = fueContado(asiento, parte, desde) ? parte.cantidad : deMas;
  return unidades > 0 ? { yaDescontadas: unidades } : {};
}

/** Whether a stock item was counted after units of it came or went. */
function fueContado(asiento: Asiento, parte: Parte, desde: string | undefined): boolean {
  const { contadoEn } = itemDe(asiento, parte);
  return contadoEn !== undefined && desde !== undefined && antes(desde, contadoEn);
}

function itemDe(asiento: Asiento, { bodegaId, sku }: Parte): Inventario {
  const item = asiento.inventario[inventarioId(bodegaId, sku)];
  if (!item) throw new Error(`The stock of ${sku} in ${bodegaId} was to be read before deciding.`);
  return item;
}

/** What stock items are promised less, and more, where an order holds the parts `despues` instead of the parts `antes`. */
export function reapartar(ordenId: string, antes: readonly Parte[], despues: readonly Parte[]): DeInventario[] {
  const cambio = juntar([...antes.map((parte) => ({ ...parte, cantidad: -parte.cantidad })), ...despues]);
  return cambio.flatMap((parte): DeInventario[] => {
    if (parte.cantidad > 0) return [InventarioReservado({ ordenId, ...parte })];
    return parte.cantidad < 0 ? [ReservaDeInventarioLiberada({ ordenId, ...parte, cantidad: -parte.cantidad })] : [];
  });
}

/** The warehouses whose goods are aboard. What was reserved anew and is not yet unloaded in the delivery's own stream is aboard there only. */
function aBordo(reingresos: number, { cargadas, descargas }: Custodia): readonly string[] {
  return reingresos > descargas ? [] : cargadas;
}
