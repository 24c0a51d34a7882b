import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import type { Parte } from '#events/comun/pedido.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import { to, type Write } from '#shared/model/command.ts';
import type { Custodia } from './custodia.ts';
import { inventario, inventarioId } from './inventario.ts';
import { demas, unidadesDe } from './lotes.ts';
import { juntar } from './reparto.ts';
import { bodegasDe, partir, type Reserva, reserva, tiene } from './reserva.ts';

type DeReserva = FactOf<typeof reserva>;
type DeInventario = FactOf<typeof inventario>;

/** What is being written about an order's goods: in its reservation, whose state follows, and in the stock items. */
export interface Asiento {
  readonly ordenId: string;
  readonly reserva: Reserva;
  readonly hechos: readonly DeReserva[];
  readonly movimientos: readonly DeInventario[];
}

/** Begins to write about the goods of an order. */
export function abrir(ordenId: string, r: Reserva | undefined): Asiento {
  return { ordenId, reserva: r ?? reserva.initial, hechos: [], movimientos: [] };
}

/** Adds a fact of the reservation, with what it moves in the stock items. */
export function anotar(asiento: Asiento, hecho: DeReserva, movimientos: readonly DeInventario[]): Asiento {
  return {
    ordenId: asiento.ordenId,
    // No fold of a reservation asks for the time.
    reserva: reserva.evolve(asiento.reserva, hecho, ''),
    hechos: [...asiento.hechos, hecho],
    movimientos: [...asiento.movimientos, ...movimientos],
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
 * alone when these are said. So what overtakes the word of a dispatch decides as if that had come first.
 */
export function conSalidas(asiento: Asiento, custodia: Custodia | undefined, bodegas?: readonly string[]): Asiento {
  const { ordenId, reserva: r } = asiento;
  if (!tiene(r) || !custodia) return asiento;
  const abordo = aBordo(r.reingresos, custodia);
  return bodegasDe(r.apartadas)
    .filter((bodegaId) => abordo.includes(bodegaId) && (bodegas?.includes(bodegaId) ?? true))
    .reduce(
      (uno, bodegaId) =>
        anotar(
          uno,
          ReservaDespachada({ ordenId, bodegaId }),
          r.apartadas
            .filter((parte) => parte.bodegaId === bodegaId)
            .map((parte) => InventarioDespachado({ ordenId, ...parte })),
        ),
      asiento,
    );
}

/**
 * The parts of an order that left with a start that was undone are back, and as promised as the order is alive. What was
 * handed over is not, even if it is nowhere aboard: proof may be given of a start that was taken to be undone.
 */
export function conRegresos(asiento: Asiento, custodia: Custodia | undefined): Asiento {
  const { ordenId, reserva: r } = asiento;
  if (!tiene(r) || !custodia) return asiento;
  const [abordo, enTierra] = partir(r.fuera, aBordo(r.reingresos, custodia));
  const entregadas = demas(custodia.entregadas ?? [], abordo);
  const [, vuelven] = partir(enTierra, bodegasDe(enTierra.filter(({ sku }) => unidadesDe(sku, entregadas) > 0)));
  if (vuelven.length === 0) return asiento;
  return anotar(
    asiento,
    DespachoDeshecho({ ordenId, bodegas: bodegasDe(vuelven) }),
    vuelven.flatMap((parte) => [
      InventarioDevuelto({ ordenId, ...parte, condicion: 'vendible' }),
      ...(r.estado === 'hecha' ? [InventarioReservado({ ordenId, ...parte })] : []),
    ]),
  );
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
