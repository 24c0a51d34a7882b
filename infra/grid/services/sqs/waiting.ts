import type { Cancel, Clock } from '../../clock.ts';

interface Waiter {
  wake(): void;
}

/** Receivers that wait for a message, by queue: woken one at a time, by an arrival or by the clock, never by polling. */
export class Waiting {
  readonly #clock: Clock;
  readonly #nextVisible: (queue: number) => number | undefined;
  readonly #waiters = new Map<number, Set<Waiter>>();
  readonly #timers = new Map<number, Cancel>();

  /** @param nextVisible when the next hidden message of a queue shows itself. */
  constructor(clock: Clock, nextVisible: (queue: number) => number | undefined) {
    this.#clock = clock;
    this.#nextVisible = nextVisible;
  }

  /** Resolves when there may be a message, when `ms` (of real time: a client waits) are over, or on `signal`. */
  arrival(queue: number, ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(queue) ?? new Set();
      this.#waiters.set(queue, waiters);
      const done = () => {
        clearTimeout(timeout);
        signal?.removeEventListener('abort', done);
        waiters.delete(waiter);
        resolve();
      };
      const waiter = { wake: done };
      const timeout = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
      waiters.add(waiter);
      if (signal?.aborted) done();
      this.#watch(queue);
    });
  }

  /** Wakes one waiter of the queue, once the unit of work that runs now is committed. */
  arrived(queue: number): void {
    if (!this.#waiters.get(queue)?.size) return;
    // A commit is synchronous: this runs after it, and after a rollback it costs an empty look.
    queueMicrotask(() => this.wake(queue));
  }

  /** Wakes the waiter that waits longest. */
  wake(queue: number): void {
    const [first] = this.#waiters.get(queue) ?? [];
    first?.wake();
    this.#watch(queue);
  }

  /** Lets everyone go. */
  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    for (const waiters of this.#waiters.values()) for (const { wake } of [...waiters]) wake();
  }

  /** Sets the clock for the next message that becomes visible, while someone waits for it. */
  #watch(queue: number): void {
    this.#timers.get(queue)?.();
    this.#timers.delete(queue);
    if (!this.#waiters.get(queue)?.size) return;
    const due = this.#nextVisible(queue);
    if (due === undefined) return;
    this.#timers.set(
      queue,
      this.#clock.at(due, () => this.wake(queue)),
    );
  }
}
