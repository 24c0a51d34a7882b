import type { Session } from '../../iam/sessions.ts';
import type { GridContext } from '../../service.ts';

/** Temporary keys in the store: whoever holds one keeps it over a restart of the grid. */
export class StoredSessions {
  readonly #grid: GridContext;

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  /** Those that are not over. */
  async load(): Promise<Session[]> {
    const { store, clock } = this.#grid;
    store.define(`CREATE TABLE IF NOT EXISTS sts_sessions (key TEXT PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL,
      expires REAL NOT NULL) WITHOUT ROWID`);
    const rows = await store.write(() => {
      store.sql('DELETE FROM sts_sessions WHERE expires <= ?').run(clock.now());
      return store.sql('SELECT * FROM sts_sessions').all();
    });
    return rows.map(({ key, role, name, expires }) => ({
      accessKeyId: String(key),
      roleArn: String(role),
      name: String(name),
      expires: Number(expires),
    }));
  }

  add({ accessKeyId, roleArn, name, expires }: Session): Promise<unknown> {
    const { store } = this.#grid;
    return store.write(() =>
      store
        .sql('INSERT INTO sts_sessions (key, role, name, expires) VALUES (?, ?, ?, ?)')
        .run(accessKeyId, roleArn, name, expires),
    );
  }
}
