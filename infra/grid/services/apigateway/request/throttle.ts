import type { Throttling } from '../state.ts';
import { Bucket } from './bucket.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Token buckets of a stage: one for each method with a limit of its own, one that the others share. */
export class Throttle {
  readonly #buckets: ReadonlyMap<string, Bucket>;

  constructor(limits: readonly Throttling[], now: number) {
    this.#buckets = new Map(limits.map((limit) => [`${limit.verb} ${limit.path}`, new Bucket(limit, now)]));
  }

  /** Takes a token for the exchange's method. Throws the 429 when there is none. */
  take(exchange: Exchange): void {
    const { method } = exchange;
    if (this.#buckets.size === 0 || !method) return;
    const path = method.resourcePath;
    const bucket =
      this.#buckets.get(`${method.verb} ${path}`) ?? this.#buckets.get(`* ${path}`) ?? this.#buckets.get('* /*');
    if (bucket && !bucket.take(exchange.at)) throw new GatewayFailure('THROTTLED');
  }
}
