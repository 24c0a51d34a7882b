import { AwsError } from '../../service.ts';
import type { Api, Apis, Deployed } from './state.ts';

/** The WebSocket and HTTP APIs of the grid. They live in memory only: the template makes them anew at every start. */
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

  /** The API of that protocol, if there is one. */
  of<P extends keyof Apis>(protocol: P, id: string): Apis[P] | undefined {
    const api = this.#apis.get(id);
    return api?.protocol === protocol ? (api as Apis[P]) : undefined;
  }

  /** A stage of a WebSocket API, if both are there. */
  stage(apiId: string, name: string): Deployed<Apis['WEBSOCKET']> | undefined {
    const api = this.of('WEBSOCKET', apiId);
    const stage = api?.stages.get(name);
    return api && stage && { api, stage };
  }

  add<A extends Api>(api: A): A {
    this.#apis.set(api.id, api);
    return api;
  }

  delete(id: string): void {
    this.#apis.delete(id);
  }
}
