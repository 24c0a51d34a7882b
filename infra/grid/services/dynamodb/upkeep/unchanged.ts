import type { DatabaseSync } from 'node:sqlite';

const SETUP = `
  CREATE TABLE IF NOT EXISTS _alpes_unchanged (table_name TEXT);
  CREATE TRIGGER IF NOT EXISTS _alpes_no_change AFTER INSERT ON _stream_records WHEN NEW.event_name = 'MODIFY'
    AND EXISTS (SELECT 1 FROM _alpes_unchanged WHERE table_name = NEW.table_name)
    BEGIN DELETE FROM _stream_records WHERE id = NEW.id; DELETE FROM _alpes_unchanged; END;`;

/** An item's values, each with its place; of a set the place is the set, since its members have no order. */
const VALUES = `SELECT CASE WHEN typeof(key) = 'integer' AND substr(path, -3) IN ('.SS', '.NS', '.BS') THEN path ELSE fullkey END,
  type, atom FROM json_tree`;

/**
 * AWS writes no stream record where a write leaves an item as it was; dynoxide 1.2.1 writes one. It replaces the row, then
 * adds the record: a trigger before the first compares and leaves a mark, by which a trigger after the second takes the
 * record away. Numbers are normalized by dynoxide, so items that are the same have texts of one length, whatever the
 * order of their members.
 * @returns what sets this up for a table that has a stream; doing it again changes nothing.
 */
export function unchangedDropper(db: DatabaseSync): (table: string) => void {
  db.exec(SETUP);
  return (table) => {
    const quoted = `"${table.replaceAll('"', '""')}"`;
    const text = `'${table.replaceAll("'", "''")}'`;
    db.exec(`CREATE TRIGGER IF NOT EXISTS "_alpes_unchanged_${table.replaceAll('"', '""')}" BEFORE INSERT ON ${quoted} BEGIN
      DELETE FROM _alpes_unchanged;
      INSERT INTO _alpes_unchanged SELECT ${text} FROM ${quoted} AS old
        WHERE old.pk = NEW.pk AND old.sk = NEW.sk AND length(old.item_json) = length(NEW.item_json)
          AND (old.item_json = NEW.item_json
            OR NOT EXISTS (${VALUES}(old.item_json) EXCEPT ${VALUES}(NEW.item_json)));
      END`);
  };
}
