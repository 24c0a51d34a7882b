import { share } from './chance.ts';

/** Chance that comes out the same for the same seed: a number from 0 (included) to 1 for each question, in order. */
export class Azar {
  readonly #seed: string;
  #asked = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** From 0 (included) to 1. */
  next(): number {
    this.#asked += 1;
    return share(`${this.#seed} ${this.#asked}`);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of them. @throws Error for none. */
  oneOf<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}
