import { Bucket } from '../apigateway/request/bucket.ts';
import type { Stage } from './state.ts';

/** The token buckets of stages: one for each route with a limit of its own, one that the others share. */
export class Throttles {
  readonly #buckets = new Map<string, Map<string, Bucket>>();

  /** Begins a stage's buckets anew, all full. */
  set(apiId: string, { name, throttling }: Stage, now: number): void {
    const buckets = Object.entries(throttling).map(([key, limit]) => [key, new Bucket(limit, now)] as const);
    this.#buckets.set(`${apiId}/${name}`, new Map(buckets));
  }

  delete(apiId: string, stageName: string): void {
    this.#buckets.delete(`${apiId}/${stageName}`);
  }

  /** Takes a token for a request to a route; `false` when there is none. */
  take(
    apiId: string,
    stageName: string,
    { routeKey, at }: { readonly routeKey: string; readonly at: number },
  ): boolean {
    const buckets = this.#buckets.get(`${apiId}/${stageName}`);
    const bucket = buckets?.get(routeKey) ?? buckets?.get('*');
    return !bucket || bucket.take(at);
  }
}
