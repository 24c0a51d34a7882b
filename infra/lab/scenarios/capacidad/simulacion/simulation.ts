interface Due {
  readonly at: number;
  /** What is due at the same time happens in the order in which it was asked for. */
  readonly turn: number;
  readonly happen: () => void;
}

/** A discrete-event simulation: a clock that jumps from one thing that is due to the next. Times in milliseconds. */
export class Simulation {
  #now = 0;
  #turn = 0;
  readonly #heap: Due[] = [];

  get now(): number {
    return this.#now;
  }

  /** Lets something happen after so long. */
  after(ms: number, happen: () => void): void {
    this.#push({ at: this.#now + ms, turn: this.#turn++, happen });
  }

  /** Goes on until nothing is due any more, or not before `end`. */
  run(end = Number.POSITIVE_INFINITY): void {
    for (let [next] = this.#heap; next && next.at <= end; [next] = this.#heap) {
      this.#pop();
      this.#now = next.at;
      next.happen();
    }
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(due, heap[parent] as Due)) break;
      heap[at] = heap[parent] as Due;
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child += 1;
      if (!isBefore(heap[child] as Due, last)) break;
      heap[at] = heap[child] as Due;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}
