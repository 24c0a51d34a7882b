import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../clock.ts';

const DAY_S = 24 * 60 * 60;
/** Rows deleted at a time: the engine's writers wait meanwhile. */
const CHUNK = 2_000;
const CHUNKS = 10;

/**
 * Gives what forgets stream records older than a day. The last record of a table stays, because the next number is
 * counted from it; and so does what is new since the last time, because a clock that jumps a day must not take records
 * that nobody could read yet.
 */
export function trimmer(db: DatabaseSync, clock: Clock): () => void {
  let seen = 0;
  return () => {
    const remove = db.prepare(`DELETE FROM _stream_records WHERE id IN (
      SELECT id FROM _stream_records AS r WHERE created_at < ? AND id <= ?
        AND id < (SELECT MAX(id) FROM _stream_records WHERE table_name = r.table_name) LIMIT ${CHUNK})`);
    const before = Math.floor(clock.now() / 1000) - DAY_S;
    for (let i = 0; i < CHUNKS && Number(remove.run(before, seen).changes) === CHUNK; i++);
    seen = Number(db.prepare('SELECT COALESCE(MAX(id), 0) AS id FROM _stream_records').get()?.id);
  };
}
