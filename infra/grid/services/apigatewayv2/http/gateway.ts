import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../../endpoint/boundedServer.ts';
import type { Answer } from '../../apigateway/request/answer.ts';
import { DecisionCache } from '../../apigateway/request/decisionCache.ts';
import { newId } from '../connection/occasion.ts';
import { LIMITS } from '../limits.ts';
import type { Parts } from '../parts.ts';
import type { HttpApi } from '../state.ts';
import { openExchange } from './exchange.ts';
import { failureAnswer, HttpFailure } from './failures.ts';
import { handle } from './handle.ts';
import { IssuerKeys } from './jwt.ts';
import type { HttpParts } from './parts.ts';

/** Where an API is: a path of the grid's endpoint, with the rest of the URL behind it. */
const PLACE = /^\/_aws\/execute-api\/([^/?]+)/;

/** The data plane of HTTP APIs. */
export class HttpGateway {
  readonly #parts: HttpParts;

  constructor(parts: Parts) {
    this.#parts = { ...parts, decisions: new DecisionCache(), issuers: new IssuerKeys(parts.grid) };
  }

  /** Takes a request of the endpoint to an HTTP API; gives `false`, with nothing read, when it is for none. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '/' } = request;
    const [place = '', id = ''] = PLACE.exec(url) ?? [];
    const api = this.#parts.registry.of('HTTP', id);
    if (!api) return false;
    void this.#serve(api, request, { response, target: url.slice(place.length) });
    return true;
  }

  async #serve(
    api: HttpApi,
    request: IncomingMessage,
    { response, target }: { readonly response: ServerResponse; readonly target: string },
  ): Promise<void> {
    const { clock, log, meter } = this.#parts.grid;
    const at = clock.now();
    meter.took({ service: 'execute-api', what: 'HttpRequests', resource: api.name, amount: 1 });
    try {
      const body = await readBody(request, LIMITS.httpPayloadBytes);
      const exchange = openExchange(api, request, { target, at, body: body ?? Buffer.alloc(0) });
      const answer = exchange
        ? await handle(this.#parts, exchange, body === undefined)
        : failureAnswer(new HttpFailure(404));
      send(response, answer, { requestId: exchange?.requestId ?? newId(), now: clock.now() });
    } catch (error) {
      // The client has gone away: there is nobody to answer.
      log(`API ${api.name}: ${request.method}: ${String(error)}`);
      response.destroy();
    }
  }
}

/** Writes an answer, of the grid's time; with a header that HTTP does not allow it is a failure. */
function send(
  response: ServerResponse,
  answer: Answer,
  of: { readonly requestId: string; readonly now: number },
): void {
  try {
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status;
  } catch {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    send(response, failureAnswer(new HttpFailure(500)), of);
    return;
  }
  response.setHeader('date', new Date(of.now).toUTCString());
  response.setHeader('apigw-requestid', of.requestId);
  response.end(answer.body);
}
