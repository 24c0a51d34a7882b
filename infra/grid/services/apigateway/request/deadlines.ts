import type { Cancel, Clock } from '../../../clock.ts';

interface Waiting {
  readonly due: number;
  readonly expire: () => void;
}

/**
 * Deadlines of requests, on the grid's clock. One timer serves all of them: the clock looks through its timers whenever
 * one is set, which a timer for each request would make expensive.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #armed: { readonly due: number; readonly cancel: Cancel } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Settles as `work` does, or rejects with what `late` gives when `work` is not done within `ms`. */
  within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { due: this.#clock.now() + ms, expire: () => reject(late()) };
      this.#waiting.add(waiting);
      this.#arm(waiting.due);
      work.then(resolve, reject).finally(() => this.#waiting.delete(waiting));
    });
  }

  #arm(due: number): void {
    if (this.#armed && this.#armed.due <= due) return;
    this.#armed?.cancel();
    this.#armed = { due, cancel: this.#clock.at(due, () => this.#fire()) };
  }

  #fire(): void {
    this.#armed = undefined;
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const waiting of this.#waiting) {
      if (waiting.due > now) next = Math.min(next, waiting.due);
      else {
        this.#waiting.delete(waiting);
        waiting.expire();
      }
    }
    if (next !== Number.POSITIVE_INFINITY) this.#arm(next);
  }
}
