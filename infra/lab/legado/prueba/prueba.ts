import type { Parts } from '../parts.ts';
import { some, unlike } from './espejo.ts';
import { type Amounts, byDebezium } from './porDebezium.ts';
import { byStream } from './porStream.ts';

/**
 * Proves that Debezium on a MariaDB and this system's own capture of a table are one to whoever follows: the same users and
 * changes by either way, each on a system of its own, each held against its table row by row, and one against the other.
 * Gives whether all of it is as it must be.
 */
export async function prove(parts: Parts, amounts: Amounts): Promise<boolean> {
  const { rows, changes } = amounts;
  console.log(`Debezium and MariaDB: ${rows} users, ${changes} changes during the snapshot`);
  const debezium = await byDebezium(parts, amounts);
  console.log(
    `${debezium.said}; ${debezium.effects} facts in the streams of customers, each at a later place than the one before`,
  );
  const right = told('As the table', debezium.violations);
  console.log('The same by the stream of a DynamoDB table');
  const stream = await byStream(amounts);
  return [
    right,
    told('As the table', stream.violations),
    told(`${debezium.clientes.size} customers the same by both`, unlike(debezium.clientes, stream.clientes)),
  ].every(Boolean);
}

/** Says how a comparison came out; gives whether nothing is wrong. */
function told(what: string, violations: readonly string[]): boolean {
  if (violations.length === 0) console.log(`${what}, row for row: yes`);
  else console.error(`${what}, row for row: NO\n${some(violations)}`);
  return violations.length === 0;
}
