/** How far a stream is processed, where its records are processed in parallel: the position before the first open one. */
export class Progress {
  readonly #open: { readonly position: string; done: boolean }[] = [];
  readonly #entries = new Map<string, { done: boolean }>();
  #mark: string | undefined;

  /** The number of records read and not yet behind the mark. */
  get size(): number {
    return this.#open.length;
  }

  /** The last position before which everything is done. */
  get mark(): string | undefined {
    return this.#mark;
  }

  /** Records were read, in this order. */
  read(position: string): void {
    const entry = { position, done: false };
    this.#open.push(entry);
    this.#entries.set(position, entry);
  }

  /** Records were processed, discarded or filtered out. */
  done(positions: Iterable<string>): void {
    for (const position of positions) {
      const entry = this.#entries.get(position);
      if (entry) entry.done = true;
      this.#entries.delete(position);
    }
    let finished = 0;
    while (this.#open[finished]?.done) finished += 1;
    if (finished === 0) return;
    this.#mark = this.#open[finished - 1]?.position;
    this.#open.splice(0, finished);
  }
}
