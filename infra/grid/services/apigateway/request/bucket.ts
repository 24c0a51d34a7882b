/** A bucket of tokens: `burst` of them at most, filled by `ratePerSecond`. */
export class Bucket {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  /** A full one. `now` in milliseconds. */
  constructor({ ratePerSecond, burst }: { readonly ratePerSecond: number; readonly burst: number }, now: number) {
    this.#ratePerSecond = ratePerSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes a token; `false` when there is none. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#ratePerSecond) / 1000);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
