import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../../clock.ts';
import { AwsError, type JsonObject } from '../../../service.ts';
import { DYNAMODB, type Forwarder } from '../forward.ts';
import type { Table, Tables } from '../table/tables.ts';
import type { Complain } from './complain.ts';
import { pathOf } from './json.ts';
import type { MarkDeletion } from './serviceDeletions.ts';

/** What expiring needs. */
export interface ExpiryParts {
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly forwarder: Forwarder;
  readonly mark: MarkDeletion;
  readonly complain: Complain;
  /** Ends the work early: what is left is found again in the next life. */
  readonly signal: AbortSignal;
  /** Called when items of a table were deleted. */
  touched(table: string): void;
}

const CHUNK = 500;
/** AWS takes a time older than five years for a mistake and leaves the item. */
const OLDEST_S = 5 * 365 * 24 * 60 * 60;

/** A table with a time to live, and the statement that finds what is over. */
interface Mortal {
  readonly table: Table;
  readonly attribute: string;
  readonly due: StatementSync;
}

/**
 * Deletes what its time to live has ended by the grid's clock, as a user of the engine would; gives the number of items.
 * The operator is told of a table where this fails; the others do not wait for it.
 */
export async function expire(parts: ExpiryParts): Promise<number> {
  const rows = parts.db
    .prepare('SELECT table_name, ttl_attribute FROM _tables WHERE ttl_enabled = 1 ORDER BY table_name')
    .all();
  let deleted = 0;
  for (const { table_name, ttl_attribute } of rows) {
    const table = parts.tables.get(String(table_name));
    if (!table || !ttl_attribute || parts.signal.aborted) continue;
    try {
      deleted += await expireIn(parts, mortal(parts.db, table, String(ttl_attribute)));
    } catch (error) {
      parts.complain(`items of ${table.name} whose time to live has ended were not deleted`, error);
    }
  }
  return deleted;
}

async function expireIn(parts: ExpiryParts, mortal: Mortal): Promise<number> {
  const now = Math.floor(parts.clock.now() / 1000);
  let deleted = 0;
  for (;;) {
    const rows = mortal.due.all(now - OLDEST_S, now - 1);
    const items: JsonObject[] = rows.map(({ item_json }) => JSON.parse(String(item_json)));
    const ended = await Promise.allSettled(items.map((item) => deleteExpired(parts, mortal, item)));
    const gone = ended.filter((result) => result.status === 'fulfilled' && result.value).length;
    deleted += gone;
    if (gone > 0) parts.touched(mortal.table.name);
    const failed = ended.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    // None: either nothing is due, or all of it was changed since it was read, which the next time sees.
    if (gone === 0 || parts.signal.aborted) return deleted;
  }
}

/** Gives whether the item was still there as it was read. */
async function deleteExpired(parts: ExpiryParts, { table, attribute }: Mortal, item: JsonObject): Promise<boolean> {
  const unmark = parts.mark(table, item);
  try {
    await parts.forwarder.call(`${DYNAMODB}DeleteItem`, {
      TableName: table.name,
      Key: Object.fromEntries(table.keys.map((key) => [key, item[key]])),
      ConditionExpression: '#ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: { ':ttl': item[attribute] },
    });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') return false;
    throw error;
  } finally {
    unmark();
  }
}

/** With an index on the attribute: without one each look would read the table. */
function mortal(db: DatabaseSync, table: Table, attribute: string): Mortal {
  const name = table.name.replaceAll('"', '""');
  const value = `json_extract(item_json, '${pathOf(attribute, 'N').replaceAll("'", "''")}')`;
  db.exec(`CREATE INDEX IF NOT EXISTS "${name}::ttl::${attribute.replaceAll('"', '""')}"
    ON "${name}" (CAST(${value} AS INTEGER)) WHERE ${value} IS NOT NULL`);
  const due = db.prepare(`SELECT item_json FROM "${name}"
    WHERE ${value} IS NOT NULL AND CAST(${value} AS INTEGER) BETWEEN ? AND ? LIMIT ${CHUNK}`);
  return { table, attribute, due };
}
