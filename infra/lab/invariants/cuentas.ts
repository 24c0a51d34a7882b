/** Amounts by key that are never below zero; a key with nothing is not kept. */
export class Cuentas {
  readonly #amounts = new Map<string, number>();

  /** How much there is under a key. */
  of(key: string): number {
    return this.#amounts.get(key) ?? 0;
  }

  add(key: string, amount: number): void {
    const after = this.of(key) + amount;
    if (after === 0) this.#amounts.delete(key);
    else this.#amounts.set(key, after);
  }

  /** Takes away as much as there is of what is wanted; gives how much that was. */
  take(key: string, wanted: number): number {
    const taken = Math.min(Math.max(0, this.of(key)), wanted);
    this.add(key, -taken);
    return taken;
  }

  entries(): readonly (readonly [key: string, amount: number])[] {
    return [...this.#amounts];
  }

  get isEmpty(): boolean {
    return this.#amounts.size === 0;
  }

  total(): number {
    return [...this.#amounts.values()].reduce((sum, amount) => sum + amount, 0);
  }
}
