import { AwsError } from '../../service.ts';
import type { Api } from './state.ts';

/** The APIs of the grid. They live in memory only: the template makes them anew at every start. */
export class Registry {
  readonly #apis = new Map<string, Api>();

  /** All of them, in the order they were made. */
  all(): Iterable<Api> {
    return this.#apis.values();
  }

  find(id: string): Api | undefined {
    return this.#apis.get(id);
  }

  /** Throws as API Gateway does when there is no such API. */
  api(id: string): Api {
    const api = this.#apis.get(id);
    if (!api) throw new AwsError('NotFoundException', 'Invalid API identifier specified', 404);
    return api;
  }

  add(api: Api): Api {
    this.#apis.set(api.id, api);
    return api;
  }

  delete(id: string): void {
    this.#apis.delete(id);
  }
}
