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
  console.log(`${debezium.said}; ${debezium.effects} in effect, each once`);
  console.log('The same by the stream of a DynamoDB table');
  const stream = await byStream(amounts);
  const between = unlike(debezium.clientes, stream.clientes);
  const found = {
    'By Debezium': debezium.violations,
    'By the stream': stream.violations,
    'Unlike each other': between,
  };
  for (const [what, violations] of Object.entries(found))
    if (violations.length > 0) console.error(`${what}:\n${some(violations)}`);
  const right = Object.values(found).every((violations) => violations.length === 0);
  if (right) console.log(`${debezium.clientes.size} customers are the same by both, and as their tables, row for row.`);
  return right;
}
