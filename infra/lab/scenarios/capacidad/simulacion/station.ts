import type { Simulation } from './simulation.ts';

/** How a function is fed. */
export interface Feeding {
  /** Batches at once, at most. */
  readonly concurrency: number;
  /** Messages of a batch, at most. */
  readonly batch: number;
  /** How long a batch is gathered that is not full. */
  readonly windowMs: number;
  /**
   * `grows`: one batch at a time until one is full, then one more each time, as the grid's pollers do it. `all`: as many as
   * there is room for.
   */
  readonly ramp: 'grows' | 'all';
}

/** `ReceiveMessage` gives no more: a batch of so many counts as full. */
const RECEIVED = 10;

/** A function with what waits for it. */
export class Station<M> {
  readonly #simulation: Simulation;
  readonly #feeding: Feeding;
  readonly #serve: (messages: readonly M[], done: () => void) => void;
  readonly #waiting: M[] = [];
  #running = 0;
  #allowed: number;
  #gathering = false;

  /** @param serve works on a batch, and says when it is done. */
  constructor(simulation: Simulation, feeding: Feeding, serve: (messages: readonly M[], done: () => void) => void) {
    this.#simulation = simulation;
    this.#feeding = feeding;
    this.#serve = serve;
    this.#allowed = feeding.ramp === 'grows' ? 1 : feeding.concurrency;
  }

  /** Messages that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  arrive(message: M): void {
    this.#waiting.push(message);
    this.#poll();
  }

  #poll(): void {
    const { batch, windowMs } = this.#feeding;
    if (this.#gathering || this.#running >= this.#allowed || this.#waiting.length === 0) return;
    if (windowMs === 0 || this.#waiting.length >= batch) {
      this.#begin();
      return;
    }
    this.#gathering = true;
    this.#simulation.after(windowMs, () => {
      this.#gathering = false;
      this.#begin();
    });
  }

  #begin(): void {
    const { batch, concurrency, ramp } = this.#feeding;
    const messages = this.#waiting.splice(0, batch);
    if (ramp === 'grows') {
      const isFull = messages.length >= Math.min(batch, RECEIVED);
      this.#allowed = isFull ? Math.min(this.#allowed + 1, concurrency) : Math.max(1, this.#allowed - 1);
    }
    this.#running += 1;
    this.#serve(messages, () => {
      this.#running -= 1;
      this.#poll();
    });
    this.#poll();
  }
}
