import { type LoggedEvent, streamsOf } from './log.ts';

/** A stock item by the facts alone. */
export interface Stock {
  readonly existencias: number;
  readonly reservadas: number;
}

/** What each fact does to what is there and to what of it is promised. */
const EFFECTS: Readonly<Record<string, (data: any) => readonly [existencias: number, reservadas: number]>> = {
  InventarioIngresado: ({ cantidad }) => [cantidad, 0],
  InventarioAjustado: ({ diferencia }) => [diferencia, 0],
  InventarioTrasladadoFuera: ({ cantidad }) => [-cantidad, 0],
  InventarioTrasladadoDentro: ({ cantidad }) => [cantidad, 0],
  InventarioReservado: ({ cantidad }) => [0, cantidad],
  ReservaDeInventarioLiberada: ({ cantidad }) => [0, -cantidad],
  InventarioDespachado: ({ cantidad }) => [-cantidad, -cantidad],
  InventarioDevuelto: ({ cantidad }) => [cantidad, 0],
};

/** The stock of each item (`bodega:sku`) by the log. */
export function stockOf(log: ReadonlyMap<string, readonly LoggedEvent[]>): Map<string, Stock> {
  const items = [...streamsOf(log, 'inventario')].map(([id, events]): [string, Stock] => [
    id,
    history(events).at(-1) as Stock,
  ]);
  return new Map(items);
}

/** What is wrong with the stock: below zero at some time, more promised than there, still promised at the end, or goods that came from nowhere. */
export function checkStock(log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  const violations: string[] = [];
  for (const [id, events] of streamsOf(log, 'inventario')) {
    const unknown = events.find(({ type }) => !EFFECTS[type]);
    if (unknown) violations.push(`inventario ${id}: no se sabe qué hace ${unknown.type}`);
    const bad = history(events).findIndex(({ existencias, reservadas }) => reservadas < 0 || existencias < reservadas);
    if (bad >= 0) violations.push(`inventario ${id}: en la versión ${bad + 1} hay menos existencias que reservas`);
    const left = history(events).at(-1)?.reservadas ?? 0;
    if (left !== 0) violations.push(`inventario ${id}: quedan ${left} unidades reservadas sin orden abierta`);
  }
  return [...violations, ...checkDeliveries(log)];
}

function history(events: readonly LoggedEvent[]): Stock[] {
  let [existencias, reservadas] = [0, 0];
  return events.map(({ type, data }) => {
    const [there, promised] = EFFECTS[type]?.(data) ?? [0, 0];
    existencias += there;
    reservadas += promised;
    return { existencias, reservadas };
  });
}

/** What left the warehouses for good is what was handed over, product by product. */
function checkDeliveries(log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  const gone = new Map<string, number>();
  const add = (sku: string, amount: number) => gone.set(sku, (gone.get(sku) ?? 0) + amount);
  for (const events of streamsOf(log, 'inventario').values()) {
    for (const { type, data } of events) {
      if (type === 'InventarioDespachado') add(data.sku, data.cantidad);
      if (type === 'InventarioDevuelto') add(data.sku, -data.cantidad);
    }
  }
  for (const events of streamsOf(log, 'orden').values()) {
    if (!events.some(({ type }) => type === 'OrdenEntregada')) continue;
    for (const { sku, cantidad } of events[0]?.data.lineas ?? []) add(sku, -cantidad);
  }
  return [...gone]
    .filter(([, amount]) => amount !== 0)
    .map(([sku, amount]) => `producto ${sku}: ${amount} unidades salieron y no llegaron a nadie`);
}
