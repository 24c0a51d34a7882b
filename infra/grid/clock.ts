/** What a timer of the clock gives back: call it to cancel. */
export type Cancel = () => void;

/** The end of time, in milliseconds since the epoch: what is written in four digits of a year ends there. */
export const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/**
 * The grid's time. It follows the machine's clock until it is moved or frozen; everything in the grid that waits
 * (visibility, retries, schedules, deadlines) asks this clock, and functions see it through their `Date`.
 */
export class Clock {
  #offset = 0;
  #frozenAt: number | undefined;
  readonly #timers = new Set<Timer>();
  #wake: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(jumped: number) => void>();

  /** Milliseconds since the epoch, as this grid sees them. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  /** How far this clock is from the machine's, in milliseconds. */
  offset(): number {
    return this.now() - Date.now();
  }

  /** What another process needs to show this time: how far from the machine's clock, or the moment it stands at. */
  reading(): { readonly offset: number } | { readonly frozenAt: number } {
    return this.#frozenAt === undefined ? { offset: this.#offset } : { frozenAt: this.#frozenAt };
  }

  /** Calls `listener` whenever the clock is moved, frozen or resumed, with the milliseconds that it has jumped. */
  onMove(listener: (jumped: number) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** By how many milliseconds it can be advanced at most: until the end of time. */
  most(): number {
    return LAST_MOMENT - this.now();
  }

  /** Moves time forward by `ms` and runs, in order, every timer that came due. Throws for what is not in reach. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`The clock only moves forward; got ${ms} ms.`);
    if (ms > this.most()) throw new RangeError(`The clock ends with the year 9999; ${ms} ms are too many.`);
    if (this.#frozenAt === undefined) this.#offset += ms;
    else this.#frozenAt += ms;
    this.#moved(ms);
    this.#fire();
  }

  /** Stops time where it is. */
  freeze(): void {
    this.#frozenAt ??= this.now();
    this.#moved();
  }

  /** Lets time run on from where it was frozen. */
  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#offset = this.#frozenAt - Date.now();
    this.#frozenAt = undefined;
    this.#moved();
    this.#fire();
  }

  /** Runs `run` once, when this clock reaches `due` (milliseconds since the epoch). */
  at(due: number, run: () => void): Cancel {
    const timer: Timer = { due, run };
    this.#timers.add(timer);
    this.#schedule();
    return () => {
      this.#timers.delete(timer);
      this.#schedule();
    };
  }

  /** Runs `run` once, `ms` from now. */
  after(ms: number, run: () => void): Cancel {
    return this.at(this.now() + ms, run);
  }

  /** Forgets every timer, so that the process can end. */
  stop(): void {
    this.#timers.clear();
    clearTimeout(this.#wake);
  }

  #moved(jumped = 0): void {
    for (const listener of this.#listeners) listener(jumped);
  }

  #fire(): void {
    const due = [...this.#timers].filter((timer) => timer.due <= this.now()).sort((a, b) => a.due - b.due);
    for (const timer of due) {
      if (this.#timers.delete(timer)) timer.run();
    }
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#wake);
    if (this.#frozenAt !== undefined || this.#timers.size === 0) return;
    let next = Number.POSITIVE_INFINITY;
    for (const timer of this.#timers) next = Math.min(next, timer.due);
    const wait = Math.min(Math.max(0, next - this.now()), 2 ** 31 - 1);
    this.#wake = setTimeout(() => this.#fire(), wait);
  }
}
