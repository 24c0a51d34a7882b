import type { Cancel } from '../clock.ts';
import type { GridContext } from '../service.ts';
import type { Failure } from './attempt.ts';

/** How long something is retried. */
export interface RetryPolicy {
  /** From 0 to 185. */
  readonly MaximumRetryAttempts?: number;
  /** From 60 to 86,400. */
  readonly MaximumEventAgeInSeconds?: number;
}

/** AWS's defaults, which are also the most that a target can ask for: of EventBridge's rules and of its Scheduler. */
export const DEFAULT_RETRIES = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } as const;

/** What ended the retries. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Something on its way to a target. It is kept as JSON. */
export interface Shipped {
  readonly target: { readonly RetryPolicy?: RetryPolicy };
  /** Since when, in milliseconds. */
  readonly since: number;
  /** How often it was tried in vain. */
  readonly attempts: number;
}

/** Who sends shipments. Both of its works are done inside a unit of work of the store. */
export interface Sender<S extends Shipped> {
  /** In whose table it waits, and in whose name the operator is told: `events`. */
  readonly service: string;
  send(shipment: S): Failure | undefined;
  /** Gives up. */
  bury(shipment: S, failure: Failure & { exhausted?: Exhausted }): void;
}

/** Doubled with each retry up to the longest wait, at which 185 retries take about the 24 hours that AWS gives them. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 480_000;

/** Shipments retried in one unit of work. */
const BATCH = 100;

/** Delivers shipments, and keeps those that failed until they arrive, or their target's retry policy gives up. */
export class Delivery<S extends Shipped> {
  readonly #grid: GridContext;
  readonly #sender: Sender<S>;
  readonly #table: string;
  #running = false;
  #timer: { readonly due: number; readonly cancel: Cancel } | undefined;
  #retrying: Promise<void> = Promise.resolve();

  constructor(grid: GridContext, sender: Sender<S>) {
    this.#grid = grid;
    this.#sender = sender;
    this.#table = `${sender.service}_pending`;
    grid.store.define(
      `CREATE TABLE IF NOT EXISTS ${this.#table} (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, shipment TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS ${this.#table}_due ON ${this.#table} (due)`,
    );
  }

  /** Delivers inside the caller's unit of work; what fails waits in the same commit. */
  ship(shipment: S): void {
    const failure = this.#sender.send(shipment);
    if (failure) this.#failed({ ...shipment, attempts: shipment.attempts + 1 }, failure);
  }

  /** Begins to retry, with what earlier processes left. */
  run(): void {
    this.#running = true;
    this.#arm();
  }

  /** Stops after the batch at hand; what waits stays in the store. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#retrying;
  }

  #failed(shipment: S, failure: Failure): void {
    const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age } = {
      ...DEFAULT_RETRIES,
      ...shipment.target.RetryPolicy,
    };
    const now = this.#grid.clock.now();
    const expires = shipment.since + age * 1000;
    const exhausted =
      shipment.attempts > retries
        ? ('MaximumRetryAttempts' as const)
        : now >= expires
          ? ('MaximumEventAgeInSeconds' as const)
          : undefined;
    if (!failure.retriable || exhausted) {
      this.#sender.bury(shipment, { ...failure, ...(failure.retriable && exhausted && { exhausted }) });
      return;
    }
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (shipment.attempts - 1), LONGEST_WAIT_MS) * (0.75 + Math.random() / 4);
    const due = Math.min(Math.ceil(now + wait), expires);
    this.#grid.store.sql(`INSERT INTO ${this.#table} (due, shipment) VALUES (?, ?)`).run(due, JSON.stringify(shipment));
    this.#arm(due);
  }

  /** Sets the timer to `due`, or to the earliest shipment, if it is not set to something earlier. */
  #arm(due = this.#earliest()): void {
    if (!this.#running || due === undefined || (this.#timer && this.#timer.due <= due)) return;
    this.#timer?.cancel();
    const cancel = this.#grid.clock.at(due, () => {
      this.#timer = undefined;
      this.#retrying = this.#retry().catch((error: unknown) => {
        this.#grid.log(`${this.#sender.service}: a retry failed and is tried again: ${error}`);
        this.#arm(this.#grid.clock.now() + LONGEST_WAIT_MS);
      });
    });
    this.#timer = { due, cancel };
  }

  #earliest(): number | undefined {
    const row = this.#grid.store.sql(`SELECT min(due) AS due FROM ${this.#table}`).get();
    return typeof row?.due === 'number' ? row.due : undefined;
  }

  async #retry(): Promise<void> {
    const { store, clock } = this.#grid;
    const select = `SELECT id, shipment FROM ${this.#table} WHERE due <= ? ORDER BY due, id LIMIT ?`;
    let more = true;
    while (more && this.#running) {
      more = await store.write(() => {
        const rows = store.sql(select).all(clock.now(), BATCH);
        for (const { id, shipment } of rows) {
          store.sql(`DELETE FROM ${this.#table} WHERE id = ?`).run(id as number);
          this.ship(JSON.parse(shipment as string));
        }
        return rows.length === BATCH;
      });
    }
    this.#arm();
  }
}
