import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../clock.ts';

const SETUP = `
  CREATE TABLE IF NOT EXISTS _alpes_clock (seconds INTEGER, frozen INTEGER);
  CREATE TRIGGER IF NOT EXISTS _alpes_stamp AFTER INSERT ON _stream_records WHEN EXISTS (SELECT 1 FROM _alpes_clock)
    BEGIN UPDATE _stream_records SET created_at =
      (SELECT COALESCE(frozen, NEW.created_at + seconds) FROM _alpes_clock) WHERE id = NEW.id; END;`;

/**
 * dynoxide stamps stream records with the machine's clock: while the grid's is another, a trigger corrects them. Gives
 * what tells the trigger the present reading of the grid's clock.
 */
export function stamper(db: DatabaseSync, clock: Clock): () => void {
  db.exec(SETUP);
  return () => {
    const { offset = 0, frozenAt } = clock.reading() as { offset?: number; frozenAt?: number };
    db.exec('DELETE FROM _alpes_clock');
    if (offset === 0 && frozenAt === undefined) return;
    const time = frozenAt === undefined ? null : Math.floor(frozenAt / 1000);
    db.prepare('INSERT INTO _alpes_clock VALUES (?, ?)').run(Math.round(offset / 1000), time);
  };
}
