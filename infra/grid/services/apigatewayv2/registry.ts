import { AwsError } from '../../service.ts';
import type { Api, Deployed } from './state.ts';

/** The WebSocket APIs of the grid. They live in memory only: the template makes them anew at every start. */
export class Registry {
  readonly #apis = new Map<string, Api>();

  all(): Iterable<Api> {
    return this.#apis.values();
  }

  find(id: string): Api | undefined {
    return this.#apis.get(id);
  }

  /** @throws NotFoundException as API Gateway does. */
  api(id: string): Api {
    const api = this.#apis.get(id);
    if (!api) throw new AwsError('NotFoundException', `Invalid API identifier specified ${id}`, 404);
    return api;
  }

  /** A stage and its API, if both are there. */
  stage(apiId: string, name: string): Deployed | undefined {
    const api = this.#apis.get(apiId);
    const stage = api?.stages.get(name);
    return api && stage && { api, stage };
  }

  add(api: Api): Api {
    this.#apis.set(api.id, api);
    return api;
  }

  delete(id: string): void {
    this.#apis.delete(id);
  }
}
