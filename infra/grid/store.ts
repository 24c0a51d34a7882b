import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * The durable state of the grid's own services (queues, events, archives, pending invocations): one SQLite file.
 *
 * Writes are committed in groups: every unit of work asked for in the same turn of the event loop shares one
 * transaction, which is what makes durable queues affordable. A unit that throws is rolled back alone.
 *
 * A commit is handed to the operating system before it is told: the end of this process, in whatever way, takes none
 * with it. The end of the machine's power may take the last ones, unless each commit is asked to wait for the disk.
 * Tables are as durable: the engine of DynamoDB waits for the disk at its checkpoints only.
 */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #waiting: Unit[] = [];
  #scheduled = false;
  #closed = false;

  /**
   * @param file path of the database, or `:memory:` for a grid that keeps nothing.
   * @param fsync whether each commit waits for the disk.
   */
  constructor(file: string, fsync = false) {
    this.#db = new DatabaseSync(file);
    // https://sqlite.org/pragma.html#pragma_synchronous: NORMAL loses no commit and breaks no file when a process ends.
    const synchronous = fsync ? 'FULL' : 'NORMAL';
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA busy_timeout = 5000;`);
  }

  /** Runs DDL at once. For `CREATE TABLE IF NOT EXISTS …` when a service starts. */
  define(sql: string): void {
    this.#db.exec(sql);
  }

  /** The prepared statement for `sql`, prepared once. */
  sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /**
   * Runs `work` inside the next group commit and resolves with its result once that is written.
   * `work` must be synchronous. What it throws rejects this promise only.
   */
  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The grid has stopped; nothing is written any more.'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#commit());
    });
  }

  /** Commits what waits and closes the file. */
  close(): void {
    this.#closed = true;
    this.#commit();
    this.#db.close();
  }

  #commit(): void {
    const units = this.#waiting;
    this.#waiting = [];
    this.#scheduled = false;
    if (units.length === 0) return;
    const settle: (() => void)[] = [];
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const unit of units) settle.push(this.#run(unit));
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      for (const unit of units) unit.reject(error);
      return;
    }
    for (const done of settle) done();
  }

  #run({ work, resolve, reject }: Unit): () => void {
    this.#db.exec('SAVEPOINT unit');
    try {
      const result = work();
      this.#db.exec('RELEASE unit');
      return () => resolve(result);
    } catch (error) {
      this.#db.exec('ROLLBACK TO unit; RELEASE unit');
      return () => reject(error);
    }
  }
}

interface Unit {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}
