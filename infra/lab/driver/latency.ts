import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';
import { pause } from './pool.ts';

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

/** What says that it is a matter of time. */
const LATER: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const LATER_MS = 1_000;
const GIVEN_UP_MS = 10 * 60_000;

/**
 * The client of a system that is not well: what is told to come again does so, longer than a client usually would.
 * @throws ApiProblem for what is still told so after ten minutes.
 */
export function stubborn(api: ApiClient): ApiClient {
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const end = performance.now() + GIVEN_UP_MS; ; await pause(LATER_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ApiProblem && LATER.has(error.status)) || performance.now() > end) throw error;
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
