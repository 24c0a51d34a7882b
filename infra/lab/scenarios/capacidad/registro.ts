import type { Price } from '#infra/grid/meter/bill.ts';
import type { Precios } from './costo.ts';

/** The list prices of keeping the event log, as DynamoDB's two classes of tables have them. */
type PreciosDelRegistro = Pick<Precios, 'writeUnit' | 'tableGbMonth'> &
  Readonly<Record<'infrequentWriteUnit' | 'infrequentGbMonth' | 'recoveryGbMonth', Price>>;

/** What the event log costs in a month, kept as either class of tables: its writes, what it keeps, and that this can be brought back. */
export interface MesDelRegistro {
  readonly gb: number;
  /** In dollars, as are those of the other class. */
  readonly standard: number;
  readonly infrequent: number;
}

const GB = 1e9;

/** A month of the event log after so many months of so many orders, each of so many bytes and write units. Its few reads are left out. */
export function mesDelRegistro(
  { months, orders }: { readonly months: number; readonly orders: number },
  order: { readonly bytes: number; readonly writeUnits: number },
  precios: PreciosDelRegistro,
): MesDelRegistro {
  const gb = (order.bytes * orders * months) / GB;
  const written = order.writeUnits * orders;
  const recovery = usdOf(gb, precios.recoveryGbMonth);
  return {
    gb,
    standard: usdOf(written, precios.writeUnit) + usdOf(gb, precios.tableGbMonth) + recovery,
    infrequent: usdOf(written, precios.infrequentWriteUnit) + usdOf(gb, precios.infrequentGbMonth) + recovery,
  };
}

function usdOf(units: number, { usd, per }: Price): number {
  return (units * usd) / per;
}
