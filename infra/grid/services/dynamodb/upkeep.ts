import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../clock.ts';
import { AwsError, type JsonObject } from '../../service.ts';
import { DYNAMODB, type Forwarder } from './forward.ts';
import type { Table, Tables } from './table/tables.ts';

/** What the grid does on dynoxide's file beside dynoxide. */
export interface Upkeep {
  /** Deletes what its time to live has ended, by the grid's clock. Gives the number of deleted items. */
  expire(): Promise<number>;
  /** Forgets stream records older than a day. */
  trim(): void;
  stop(): void;
}

interface UpkeepParts {
  readonly file: string;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly forwarder: Forwarder;
  /** Called when items of a table were deleted. */
  touched(table: string): void;
}

const DAY_S = 24 * 60 * 60;
/** AWS expires within days; a minute keeps a laptop quiet and tests honest. */
const EXPIRE_EVERY_MS = 60_000;
const TRIM_EVERY_MS = 10 * 60_000;
/** Rows deleted at a time: the engine's writers wait meanwhile. */
const TRIM_CHUNK = 2_000;
const TRIM_CHUNKS = 10;
const EXPIRE_CHUNK = 500;
/** AWS takes a time older than five years for a mistake and leaves the item. */
const OLDEST_S = 5 * 365 * DAY_S;

/**
 * - dynoxide 1.2.1 looks for the next sequence number of a stream without an index: writes fall from 3,200/s to 340/s
 *   after 20,000 records. With the index they do not.
 * - It has no sweeper for times to live, nor the grid's clock: the grid deletes, and a trigger marks the stream's record
 *   as the service's, so that consumers can tell it from a user's deletion.
 * - Records are stamped with the machine's clock: while the grid's is another, a trigger corrects them.
 */
export function upkeepOf({ file, clock, tables, forwarder, touched }: UpkeepParts): Upkeep {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec(SETUP);
  const indexed = new Set<string>();
  let seen = 0;

  const stamp = () => {
    const { offset = 0, frozenAt } = clock.reading() as { offset?: number; frozenAt?: number };
    db.exec('DELETE FROM _alpes_clock');
    if (offset === 0 && frozenAt === undefined) return;
    const time = frozenAt === undefined ? null : Math.floor(frozenAt / 1000);
    db.prepare('INSERT INTO _alpes_clock VALUES (?, ?)').run(Math.round(offset / 1000), time);
  };

  async function expireIn(table: Table, attribute: string): Promise<number> {
    const value = `json_extract(item_json, ${quoted(path(attribute, 'N'))})`;
    const name = table.name.replaceAll('"', '""');
    if (!indexed.has(`${table.name}/${attribute}`)) {
      db.exec(`CREATE INDEX IF NOT EXISTS "${name}::ttl::${attribute.replaceAll('"', '""')}"
        ON "${name}" (CAST(${value} AS INTEGER)) WHERE ${value} IS NOT NULL`);
      indexed.add(`${table.name}/${attribute}`);
    }
    const due = db.prepare(`SELECT item_json FROM "${name}"
      WHERE ${value} IS NOT NULL AND CAST(${value} AS INTEGER) BETWEEN ? AND ? LIMIT ${EXPIRE_CHUNK}`);
    const now = Math.floor(clock.now() / 1000);
    let deleted = 0;
    for (let rows = due.all(now - OLDEST_S, now - 1); rows.length > 0; rows = due.all(now - OLDEST_S, now - 1)) {
      const items = rows.map(({ item_json }) => JSON.parse(String(item_json)));
      const gone = await Promise.all(items.map((item) => deleteExpired({ table, attribute, item })));
      deleted += gone.filter(Boolean).length;
      touched(table.name);
    }
    return deleted;
  }

  /** Gives whether the item was still there as it was read. */
  async function deleteExpired({ table, attribute, item }: Expired): Promise<boolean> {
    const Key = Object.fromEntries(table.keys.map((key) => [key, item[key]]));
    const [pk, sk] = table.keys.map((key) => [path(key, kindOf(item[key])), Object.values(item[key])[0]]);
    const mark = db.prepare('INSERT INTO _alpes_expired VALUES (?, ?, ?, ?, ?)');
    const { lastInsertRowid } = mark.run(table.name, ...asText(pk), ...asText(sk));
    try {
      await forwarder.call(`${DYNAMODB}DeleteItem`, {
        TableName: table.name,
        Key,
        ConditionExpression: '#ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':ttl': item[attribute] },
      });
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') return false;
      throw error;
    } finally {
      db.prepare('DELETE FROM _alpes_expired WHERE rowid = ?').run(lastInsertRowid);
    }
  }

  async function expire(): Promise<number> {
    let deleted = 0;
    const rows = db.prepare('SELECT table_name, ttl_attribute FROM _tables WHERE ttl_enabled = 1').all();
    for (const { table_name, ttl_attribute } of rows) {
      const table = tables.get(String(table_name));
      if (table && ttl_attribute) deleted += await expireIn(table, String(ttl_attribute));
    }
    return deleted;
  }

  function trim(): void {
    // The last record stays, because the next number is counted from it; and so does what is new since the last time,
    // because a clock that jumps a day must not take records that nobody could read yet.
    const remove = db.prepare(`DELETE FROM _stream_records WHERE id IN (
      SELECT id FROM _stream_records AS r WHERE created_at < ? AND id <= ?
        AND id < (SELECT MAX(id) FROM _stream_records WHERE table_name = r.table_name) LIMIT ${TRIM_CHUNK})`);
    const before = Math.floor(clock.now() / 1000) - DAY_S;
    for (let i = 0; i < TRIM_CHUNKS && Number(remove.run(before, seen).changes) === TRIM_CHUNK; i++);
    seen = Number(db.prepare('SELECT COALESCE(MAX(id), 0) AS id FROM _stream_records').get()?.id);
  }

  stamp();
  const moved = clock.onMove(stamp);
  let cancel = clock.after(EXPIRE_EVERY_MS, sweep);
  let sweeping: Promise<unknown> = Promise.resolve();
  let stopped = false;
  function sweep(): void {
    sweeping = expire().catch(() => undefined);
    sweeping.then(() => {
      if (!stopped) cancel = clock.after(EXPIRE_EVERY_MS, sweep);
    });
  }
  const trimming = setInterval(trim, TRIM_EVERY_MS).unref();

  return {
    expire,
    trim,
    stop() {
      stopped = true;
      cancel();
      moved();
      clearInterval(trimming);
      db.close();
    },
  };
}

interface Expired {
  readonly table: Table;
  readonly attribute: string;
  readonly item: JsonObject;
}

const SETUP = `
  CREATE INDEX IF NOT EXISTS _alpes_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
  CREATE TABLE IF NOT EXISTS _alpes_expired (table_name TEXT, pk_path TEXT, pk TEXT, sk_path TEXT, sk TEXT);
  DELETE FROM _alpes_expired;
  CREATE TABLE IF NOT EXISTS _alpes_clock (seconds INTEGER, frozen INTEGER);
  CREATE TRIGGER IF NOT EXISTS _alpes_stamp AFTER INSERT ON _stream_records WHEN EXISTS (SELECT 1 FROM _alpes_clock)
    BEGIN UPDATE _stream_records SET created_at =
      (SELECT COALESCE(frozen, NEW.created_at + seconds) FROM _alpes_clock) WHERE id = NEW.id; END;
  CREATE TRIGGER IF NOT EXISTS _alpes_ttl_identity AFTER INSERT ON _stream_records WHEN NEW.event_name = 'REMOVE'
    AND EXISTS (SELECT 1 FROM _alpes_expired AS e WHERE e.table_name = NEW.table_name
      AND json_extract(NEW.keys_json, e.pk_path) = e.pk
      AND (e.sk_path IS NULL OR json_extract(NEW.keys_json, e.sk_path) = e.sk))
    BEGIN UPDATE _stream_records SET user_identity = '{"type":"Service","principalId":"dynamodb.amazonaws.com"}'
      WHERE id = NEW.id; END;`;

function path(attribute: string, kind: string): string {
  return `$."${attribute.replaceAll('"', '\\"')}".${kind}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function kindOf(value: Record<string, unknown>): string {
  return Object.keys(value)[0] ?? 'S';
}

function asText(pair: unknown[] | undefined): [string | null, string | null] {
  return pair ? [String(pair[0]), String(pair[1])] : [null, null];
}
