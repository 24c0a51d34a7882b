import { Custodia, type Hecho, type Mercancia } from './custodia.ts';
import { inTime, type LoggedEvent, streamsOf } from './log.ts';
import { linesOf, stateOf } from './ordenes.ts';

/** What is wrong with the places of the goods: at some time by the log, or at the end. */
export function checkPlaces(log: ReadonlyMap<string, readonly LoggedEvent[]>): string[] {
  const custodia = new Custodia();
  for (const event of inTime(log)) custodia.take(event);
  const violations = [...custodia.violations, ...custodia.sums()];
  for (const [id, events] of streamsOf(log, 'orden'))
    violations.push(...atTheEnd(events, custodia.de(id)).map((what) => `orden ${id}: ${what}`));
  return violations;
}

/** Where the goods of an order that has ended are, though they should not be; and what nobody has, though somebody should. */
export function atTheEnd(orden: readonly Hecho[], { apartada, aBordo, entregada, porCorregir }: Mercancia): string[] {
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
