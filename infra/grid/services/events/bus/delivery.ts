import type { Cancel } from '../../../clock.ts';
import type { GridContext } from '../../../service.ts';
import { bury } from './deadLetter.ts';
import { type Failure, type Shipment, send } from './shipment.ts';

/** AWS's defaults, which are also the most that a target can ask for. */
const RETRIES = 185;
const AGE_SECONDS = 86_400;

/** Doubled with each retry up to the longest wait, at which 185 retries take about the 24 hours that AWS gives them. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 480_000;

/** Shipments retried in one unit of work. */
const BATCH = 100;

/** Delivers shipments, and keeps those that failed until they arrive, or their target's retry policy gives up. */
export class Delivery {
  readonly #grid: GridContext;
  #running = false;
  #timer: { readonly due: number; readonly cancel: Cancel } | undefined;
  #retrying: Promise<void> = Promise.resolve();

  constructor(grid: GridContext) {
    this.#grid = grid;
    grid.store.define(
      `CREATE TABLE IF NOT EXISTS events_pending (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, shipment TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS events_pending_due ON events_pending (due)`,
    );
  }

  /** Delivers inside the caller's unit of work; what fails waits in the same commit. */
  ship(shipment: Shipment): void {
    const failure = send(this.#grid, shipment);
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

  #failed(shipment: Shipment, failure: Failure): void {
    const { MaximumRetryAttempts: retries = RETRIES, MaximumEventAgeInSeconds: age = AGE_SECONDS } =
      shipment.target.RetryPolicy ?? {};
    const now = this.#grid.clock.now();
    const expires = shipment.since + age * 1000;
    const exhausted =
      shipment.attempts > retries
        ? ('MaximumRetryAttempts' as const)
        : now >= expires
          ? ('MaximumEventAgeInSeconds' as const)
          : undefined;
    if (!failure.retriable || exhausted) {
      bury(this.#grid, shipment, { ...failure, ...(failure.retriable && exhausted && { exhausted }) });
      return;
    }
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (shipment.attempts - 1), LONGEST_WAIT_MS) * (0.75 + Math.random() / 4);
    const due = Math.min(Math.ceil(now + wait), expires);
    this.#grid.store.sql('INSERT INTO events_pending (due, shipment) VALUES (?, ?)').run(due, JSON.stringify(shipment));
    this.#arm(due);
  }

  /** Sets the timer to `due`, or to the earliest shipment, if it is not set to something earlier. */
  #arm(due = this.#earliest()): void {
    if (!this.#running || due === undefined || (this.#timer && this.#timer.due <= due)) return;
    this.#timer?.cancel();
    const cancel = this.#grid.clock.at(due, () => {
      this.#timer = undefined;
      this.#retrying = this.#retry().catch((error: unknown) => {
        this.#grid.log(`events: a retry failed and is tried again: ${error}`);
        this.#arm(this.#grid.clock.now() + LONGEST_WAIT_MS);
      });
    });
    this.#timer = { due, cancel };
  }

  #earliest(): number | undefined {
    const row = this.#grid.store.sql('SELECT min(due) AS due FROM events_pending').get();
    return typeof row?.due === 'number' ? row.due : undefined;
  }

  async #retry(): Promise<void> {
    const { store, clock } = this.#grid;
    const select = 'SELECT id, shipment FROM events_pending WHERE due <= ? ORDER BY due, id LIMIT ?';
    let more = true;
    while (more && this.#running) {
      more = await store.write(() => {
        const rows = store.sql(select).all(clock.now(), BATCH);
        for (const { id, shipment } of rows) {
          store.sql('DELETE FROM events_pending WHERE id = ?').run(id as number);
          this.ship(JSON.parse(shipment as string));
        }
        return rows.length === BATCH;
      });
    }
    this.#arm();
  }
}
