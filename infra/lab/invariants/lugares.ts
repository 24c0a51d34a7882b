import { Cuentas } from './cuentas.ts';
import { Custodia, type Mercancia } from './custodia.ts';
import { type Stock, stockOf } from './inventario.ts';
import { inTime, type LoggedEvent, streamsOf, type Told } from './log.ts';
import { linesOf, stateOf } from './ordenes.ts';

/** What is wrong with the places of the goods at some time by the log, however far the orders are. */
export function checkCustody(log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  return wrongIn(custodyOf(log), log);
}

/** The same, and what is wrong with them once every order has ended. */
export function checkPlaces(log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  const custodia = custodyOf(log);
  const violations = wrongIn(custodia, log);
  for (const [id, events] of streamsOf(log, 'orden'))
    violations.push(...atTheEnd(events, custodia.de(id)).map((what) => `orden ${id}: ${what}`));
  return violations;
}

function custodyOf(log: ReadonlyMap<string, readonly LoggedEvent[]>): Custodia {
  const custodia = new Custodia();
  for (const event of inTime(log)) custodia.take(event);
  return custodia;
}

function wrongIn(custodia: Custodia, log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  return [...custodia.violations, ...custodia.sums(), ...againstBooks(custodia, stockOf(log))];
}

/** Where what is in a warehouse is otherwise than its books say, once all words have come. */
export function againstBooks(custodia: Custodia, books: ReadonlyMap<string, Stock>): string[] {
  const there = new Cuentas();
  const apart = new Cuentas();
  for (const [key, amount] of custodia.libre.entries()) there.add(key, amount);
  for (const [key, amount] of custodia.danadas.entries()) apart.add(key, amount);
  for (const { apartada } of custodia.ordenes().values()) {
    for (const [key, amount] of apartada.entries()) there.add(key, amount);
  }
  return [...books]
    .filter(([key, { existencias, danadas }]) => existencias !== there.of(key) || danadas !== apart.of(key))
    .map(
      ([key, { existencias, danadas }]) =>
        `inventario ${key}: los libros dicen ${existencias} y ${danadas} dañadas, y hay ${there.of(key)} y ${apart.of(key)}`,
    );
}

/** Where the goods of an order that has ended are, though they should not be; and what nobody has, though somebody should. */
export function atTheEnd(orden: readonly Told[], { apartada, aBordo, entregada, porCorregir }: Mercancia): string[] {
  const state = stateOf(orden);
  const wrong: string[] = [];
  if (!apartada.isEmpty) wrong.push(`está "${state}" y tiene ${apartada.total()} unidades apartadas`);
  if (!aBordo.isEmpty) wrong.push(`está "${state}" y tiene ${aBordo.total()} unidades en un vehículo`);
  if (!porCorregir.isEmpty) wrong.push(`${porCorregir.total()} unidades entregadas siguen en los libros de una bodega`);
  const lines = linesOf(orden);
  const asked = lines.reduce((sum, { cantidad }) => sum + cantidad, 0);
  const excess = lines.some(({ sku, cantidad }) => entregada.of(sku) > cantidad);
  const expected = { entregada: [asked, asked], entregadaParcial: [1, asked - 1] }[state] ?? [0, 0];
  const total = entregada.total();
  if (excess || total < (expected[0] as number) || total > (expected[1] as number))
    wrong.push(`está "${state}" y se entregaron ${total} de ${asked} unidades`);
  return wrong;
}
