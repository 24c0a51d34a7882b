import type { ApiClient } from '#infra/clients/api/client.ts';

/** The client, with the time of each command noted in `into` (milliseconds). */
export function timed(api: ApiClient, into: number[]): ApiClient {
  return {
    get: api.get,
    post: async (path, body, key) => {
      const began = performance.now();
      const done = await api.post(path, body, key);
      into.push(performance.now() - began);
      return done;
    },
  };
}

/** The value below which `share` of the values lie (nearest rank); 0 for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? 0;
}
