import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../../service.ts';
import type { Table } from '../table/tables.ts';
import { pathOf } from './json.ts';

const SETUP = `
  CREATE TABLE IF NOT EXISTS _alpes_expired (table_name TEXT, pk_path TEXT, pk TEXT, sk_path TEXT, sk TEXT);
  DELETE FROM _alpes_expired;
  CREATE TRIGGER IF NOT EXISTS _alpes_ttl_identity AFTER INSERT ON _stream_records WHEN NEW.event_name = 'REMOVE'
    AND EXISTS (SELECT 1 FROM _alpes_expired AS e WHERE e.table_name = NEW.table_name
      AND json_extract(NEW.keys_json, e.pk_path) = e.pk
      AND (e.sk_path IS NULL OR json_extract(NEW.keys_json, e.sk_path) = e.sk))
    BEGIN UPDATE _stream_records SET user_identity = '{"type":"Service","principalId":"dynamodb.amazonaws.com"}'
      WHERE id = NEW.id; END;`;

/** Marks a deletion that is about to happen as the service's; what it gives takes the mark back. */
export type MarkDeletion = (table: Table, item: JsonObject) => () => void;

/** While a mark is there, a trigger signs the stream record of the deletion, so that consumers can tell it from a user's. */
export function deletionMarks(db: DatabaseSync): MarkDeletion {
  db.exec(SETUP);
  const insert = db.prepare('INSERT INTO _alpes_expired VALUES (?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM _alpes_expired WHERE rowid = ?');
  return (table, item) => {
    const [pk, sk] = table.keys.map((key) => whereOf(key, item[key]));
    const { lastInsertRowid } = insert.run(table.name, ...(pk ?? NONE), ...(sk ?? NONE));
    return () => void remove.run(lastInsertRowid);
  };
}

const NONE = [null, null] as const;

/** Where a key's value is in a record, and the value. */
function whereOf(key: string, value: Record<string, unknown>): [path: string, value: string] {
  const [kind = 'S', content] = Object.entries(value)[0] ?? [];
  return [pathOf(key, kind), String(content)];
}
