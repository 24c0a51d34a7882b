/** A bell that is not missed: ringing it while nobody waits lets the next one through at once. */
export class Wakeup {
  #rung = false;
  #waiting: (() => void)[] = [];

  ring(): void {
    this.#rung = true;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when it rings, or has rung since the last wait. */
  async wait(): Promise<void> {
    if (!this.#rung) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#rung = false;
  }
}
