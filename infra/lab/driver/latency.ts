import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';

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

/** The client of a grid that is killed and started again: what finds nobody there is sent again when `ready` says so. */
export function patient(api: ApiClient, ready: () => Promise<void>): ApiClient {
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ApiProblem) throw error;
        await ready();
      }
    }
  };
  return {
    get: (path, question) => again(() => api.get(path, question)),
    post: (path, body, key) => again(() => api.post(path, body, key)),
  };
}

/** The value below which `share` of the values lie (nearest rank); 0 for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? 0;
}
