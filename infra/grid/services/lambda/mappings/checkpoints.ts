import type { Store } from '../../../store.ts';

/** Where each stream mapping goes on, on disk: after SIGKILL too, and whatever becomes of its function's code. */
export class Checkpoints {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.define(
      'CREATE TABLE IF NOT EXISTS lambda_checkpoints (uuid TEXT PRIMARY KEY, source TEXT NOT NULL, position TEXT)',
    );
  }

  /** The position of a mapping on this stream: `undefined` before its first start, `null` at the very beginning. */
  find(uuid: string, source: string): string | null | undefined {
    const row = this.#store
      .sql('SELECT position FROM lambda_checkpoints WHERE uuid = ? AND source = ?')
      .get(uuid, source);
    return row && (row.position as string | null);
  }

  /** Moves a mapping's position. Runs inside `store.write`. */
  set(uuid: string, source: string, position: string | null): void {
    this.#store
      .sql(
        'INSERT INTO lambda_checkpoints VALUES (?, ?, ?) ON CONFLICT (uuid) DO UPDATE SET source = excluded.source, position = excluded.position',
      )
      .run(uuid, source, position);
  }

  /** Forgets a mapping that is gone. Runs inside `store.write`. */
  remove(uuid: string): void {
    this.#store.sql('DELETE FROM lambda_checkpoints WHERE uuid = ?').run(uuid);
  }
}
