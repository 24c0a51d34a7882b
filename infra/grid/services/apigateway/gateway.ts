import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBoundedServer, readBody } from '../../endpoint/boundedServer.ts';
import { meansThisMachine } from '../../endpoint/visitors.ts';
import { urlOf } from '../../host.ts';
import type { GridContext } from '../../service.ts';
import { AccessLogs } from './request/accessLog.ts';
import { type Answer, failureAnswer } from './request/answer.ts';
import { pack, unpack } from './request/compression.ts';
import { templateScope } from './request/context.ts';
import { Deadlines } from './request/deadlines.ts';
import { type Exchange, openExchange, routeOf } from './request/exchange.ts';
import { GatewayFailure } from './request/failures.ts';
import { handle, type LiveStage, liveStage } from './request/handle.ts';
import { segmentOf } from './request/segment.ts';
import type { StageListener } from './resources/stage.ts';
import type { Api, Stage } from './state.ts';

/** A deployed stage, as a user reaches it. */
export interface DeployedStage {
  readonly name: string;
  readonly id: string;
  readonly stage: string;
  readonly url: string;
}

interface Open {
  readonly api: Api;
  readonly stage: string;
  live: LiveStage;
  server?: Server;
}

/** API Gateway's limit for a payload: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MOST_BYTES = 10 * 1024 * 1024;
/** As long as API Gateway gives an integration; what a client sends is to come in that time too. */
const REQUEST_MS = 29_000;

const LOCAL_PATHS = [
  /^\/_aws\/execute-api\/([^/?]+)\/([^/?]+)(\/[^?]*)?/,
  /^\/restapis\/([^/?]+)\/([^/?]+)\/_user_request_(\/[^?]*)?/,
];

/** The front of the APIs: a port for each deployed stage, and the endpoint's paths that lead to the same. */
export class Gateway implements StageListener {
  readonly #grid: GridContext;
  readonly #deadlines: Deadlines;
  readonly #logs: AccessLogs;
  readonly #open = new Map<string, Open>();
  #state: 'deploying' | 'running' | 'stopped' = 'deploying';
  #opening = Promise.resolve();

  constructor(grid: GridContext) {
    this.#grid = grid;
    this.#deadlines = new Deadlines(grid.clock);
    this.#logs = new AccessLogs(grid);
  }

  async changed(api: Api, stage: Stage): Promise<void> {
    const key = `${api.id}/${stage.name}`;
    const live = liveStage(this.#grid, api, stage);
    const open = this.#open.get(key);
    if (open) open.live = live;
    else this.#open.set(key, { api, stage: stage.name, live });
    if (this.#state === 'running') await this.run();
  }

  async removed(apiId: string, stageName: string): Promise<void> {
    const open = this.#open.get(`${apiId}/${stageName}`);
    this.#open.delete(`${apiId}/${stageName}`);
    await closed(open?.server);
  }

  /** Closes every stage of an API that is no longer. */
  forget(apiId: string): void {
    for (const open of this.#open.values()) if (open.api.id === apiId) void this.removed(apiId, open.stage);
  }

  /** Opens the port of every stage that has none; one call after the other, since stages change at the same time. */
  run(): Promise<void> {
    this.#state = 'running';
    this.#opening = this.#opening.then(() => this.#openAll());
    return this.#opening;
  }

  /** Takes no more requests and ends once those that were taken are answered. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    await Promise.all([...this.#open.values()].map(({ server }) => closed(server)));
    await this.#logs.close();
  }

  /** The stages that listen. */
  deployed(): DeployedStage[] {
    return this.#inOrder().flatMap(({ api, stage, server }) => {
      const address = server?.address() as AddressInfo | null | undefined;
      return address ? [{ name: api.name, id: api.id, stage, url: urlOf(this.#grid.host, address.port) }] : [];
    });
  }

  /**
   * Takes a request of the endpoint to `/_aws/execute-api/{apiId}/{stage}/…` or
   * `/restapis/{apiId}/{stage}/_user_request_/…`. Gives `false`, with nothing read, when the path is another one.
   */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? '/';
    const found = LOCAL_PATHS.map((pattern) => pattern.exec(url)).find((match) => match !== null);
    if (!found) return false;
    const open = this.#open.get(`${found[1]}/${found[2]}`);
    // The connections of a WebSocket API are a matter of AWS's API.
    if (!open && found[3]?.startsWith('/@connections/')) return false;
    if (!open) {
      refuse(response, 404, 'Not Found');
      return true;
    }
    void this.#serve(open, request, response, `${found[3] ?? '/'}${url.slice(found[0].length)}`);
    return true;
  }

  /** The ports after the endpoint's own, in the order of names: the same at each start, whatever is deployed first. */
  async #openAll(): Promise<void> {
    const first = Number(new URL(this.#grid.endpoint).port) + 1;
    for (const [at, open] of this.#inOrder().entries()) open.server ??= await this.#listen(open, first + at);
  }

  #inOrder(): Open[] {
    const keyOf = ({ api, stage }: Open) => `${api.name}/${stage}/${api.id}`;
    return [...this.#open.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async #listen(open: Open, wanted: number): Promise<Server> {
    const server = createBoundedServer(
      { requestMs: REQUEST_MS },
      (request, response) => {
        if (meansThisMachine(request.headers.host, this.#grid.host))
          void this.#serve(open, request, response, request.url ?? '/');
        else refuse(response, 403, `The grid serves this machine only, not the host "${request.headers.host}".`);
      },
      ({ message }) => JSON.stringify({ message }),
    );
    const listens = (port: number) =>
      new Promise<boolean>((resolve, reject) => {
        const failed = (error: NodeJS.ErrnoException) => {
          const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES' || error.code === 'ERR_SOCKET_BAD_PORT';
          if (port !== 0 && taken) resolve(false);
          else reject(error);
        };
        server.once('error', failed);
        server.listen(port, this.#grid.host, () => {
          server.off('error', failed);
          resolve(true);
        });
      });
    if (!(await listens(wanted > 65_535 ? 0 : wanted))) await listens(0);
    return server;
  }

  async #serve(open: Open, request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
    if (target === '/_alpes/health') {
      const health = { status: 'ok', api: open.api.name, stage: open.stage };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(health));
      return;
    }
    let exchange: Exchange | undefined;
    try {
      exchange = openExchange(open.live.compiled, request, { target, at: this.#grid.clock.now() });
      this.#grid.meter.took({ service: 'execute-api', what: 'RestRequests', resource: open.api.name, amount: 1 });
      const answer = pack(exchange, await this.#answer(open.live, exchange, request));
      if (this.#state === 'stopped') response.setHeader('Connection', 'close');
      send(exchange, response, { answer, now: this.#grid.clock.now() });
      this.#log(exchange, answer);
      const { trace } = exchange;
      if (trace?.sampled) this.#grid.traces.tell(segmentOf(trace, exchange, answer, this.#grid.clock.now()));
    } catch (error) {
      // The client has gone away: there is nobody to answer.
      this.#grid.log(`API ${open.api.name}: ${request.method} ${exchange ? routeOf(exchange) : '-'}: ${String(error)}`);
      response.destroy();
    }
  }

  #log(exchange: Exchange, answer: Answer): void {
    const log = exchange.stage.accessLog;
    if (!log) return;
    const scope = templateScope(exchange, {
      status: answer.status,
      responseLength: Buffer.byteLength(answer.body),
      responseLatency: this.#grid.clock.now() - exchange.at,
      integrationLatency: exchange.integrationMs,
      xrayTraceId: exchange.trace?.root,
    });
    this.#logs.write(log.group, log.line(scope, '-'));
  }

  async #answer(live: LiveStage, exchange: Exchange, request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, MOST_BYTES);
    if (body === undefined) return failureAnswer(exchange, new GatewayFailure('REQUEST_TOO_LARGE'));
    exchange.body = body;
    try {
      unpack(exchange, MOST_BYTES);
    } catch (error) {
      if (error instanceof GatewayFailure) return failureAnswer(exchange, error);
      throw error;
    }
    return handle(this.#grid, this.#deadlines, live, exchange);
  }
}

/** An answer to what is for no API. */
function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}

/** Writes an answer, of the grid's time; a header that HTTP does not allow makes it the answer for a malformed one. */
function send(exchange: Exchange, response: ServerResponse, { answer, now }: { answer: Answer; now: number }): void {
  try {
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status;
  } catch {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    if (!exchange.failure) {
      send(exchange, response, { answer: failureAnswer(exchange, new GatewayFailure('DEFAULT_5XX')), now });
      return;
    }
  }
  response.setHeader('Date', new Date(now).toUTCString());
  response.setHeader('x-amzn-RequestId', exchange.requestId);
  response.setHeader('x-amz-apigw-id', exchange.extendedRequestId);
  response.setHeader('X-Amzn-Trace-Id', exchange.headers.lower['x-amzn-trace-id'] ?? '');
  response.end(answer.body);
}

function closed(server: Server | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
