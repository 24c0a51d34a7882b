import type { Store } from '../../../store.ts';

/** An asynchronous invocation that was accepted and is not over. */
export interface Pending {
  readonly id: string;
  readonly name: string;
  /** `$LATEST`, a version or an alias, as it was asked for. */
  readonly qualifier: string;
  readonly payload: string;
  /** How often the function has failed. */
  readonly failures: number;
  /** How often there was no room for it. */
  readonly throttles: number;
  readonly born: number;
}

/** The accepted asynchronous invocations, on disk. Changes are made inside `store.write`. */
export class PendingQueue {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.define(`
      CREATE TABLE IF NOT EXISTS lambda_pending (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, qualifier TEXT NOT NULL, payload TEXT NOT NULL,
        failures INTEGER NOT NULL, throttles INTEGER NOT NULL, born REAL NOT NULL, due REAL NOT NULL
      );
      CREATE INDEX IF NOT EXISTS lambda_pending_by_name ON lambda_pending (name, due);
    `);
  }

  add(entry: Pending): void {
    const { id, name, qualifier, payload, born } = entry;
    this.#store
      .sql(
        'INSERT INTO lambda_pending (id, name, qualifier, payload, failures, throttles, born, due) VALUES (?, ?, ?, ?, 0, 0, ?, ?)',
      )
      .run(id, name, qualifier, payload, born, born);
  }

  remove(id: string): void {
    this.#store.sql('DELETE FROM lambda_pending WHERE id = ?').run(id);
  }

  /** Removes all of a function, and says how many they were. */
  removeAll(name: string): number {
    return Number(this.#store.sql('DELETE FROM lambda_pending WHERE name = ?').run(name).changes);
  }

  /** Puts one back for later. */
  postpone(entry: Pending, due: number): void {
    const { id, failures, throttles } = entry;
    this.#store
      .sql('UPDATE lambda_pending SET failures = ?, throttles = ?, due = ? WHERE id = ?')
      .run(failures, throttles, due, id);
  }

  /**
   * Those whose time had come when the clock jumped to `now` are no older by that: with time that passes they would have
   * been run meanwhile, and only the machine was not as quick as the clock.
   */
  jumped(now: number, by: number): void {
    this.#store.sql('UPDATE lambda_pending SET born = born + ?, due = due + ? WHERE due <= ?').run(by, by, now - by);
  }

  /** Up to `limit` whose time has come, the first accepted first. */
  due(name: string, now: number, limit: number): Pending[] {
    const columns = 'id, name, qualifier, payload, failures, throttles, born';
    return this.#store
      .sql(`SELECT ${columns} FROM lambda_pending WHERE name = ? AND due <= ? ORDER BY seq LIMIT ?`)
      .all(name, now, limit) as unknown as Pending[];
  }

  /** When the next of those that wait comes due. */
  nextDue(name: string, now: number): number | undefined {
    const row = this.#store.sql('SELECT MIN(due) AS due FROM lambda_pending WHERE name = ? AND due > ?').get(name, now);
    return typeof row?.due === 'number' ? row.due : undefined;
  }

  /** The functions that have any. */
  names(): string[] {
    return this.#store
      .sql('SELECT DISTINCT name FROM lambda_pending')
      .all()
      .map((row) => String(row.name));
  }
}
