/** More callers than these at a time are asked about again. */
const MOST_DECISIONS = 10_000;

/** What authorizers decided, for as long as it is good. */
export class DecisionCache<D> {
  readonly #kept = new Map<string, { readonly until: number; readonly decision: D }>();

  /** The decision under `key`, if it is still good at `now`. */
  find(key: string, now: number): D | undefined {
    const kept = this.#kept.get(key);
    return kept && kept.until > now ? kept.decision : undefined;
  }

  /** Keeps a decision until then, in milliseconds since the epoch; the one kept longest makes room when there are too many. */
  keep(key: string, decision: D, until: number): void {
    this.#kept.delete(key);
    this.#kept.set(key, { until, decision });
    if (this.#kept.size <= MOST_DECISIONS) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
