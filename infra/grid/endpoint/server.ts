import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK, urlOf } from '../host.ts';
import type { Meter } from '../meter/meter.ts';
import { type Access, AwsError, type Call, type Principal, type RawAnswer, type Service } from '../service.ts';
import { answer, type Exchange, errorAnswer } from './answer.ts';
import { accessKeyOf, createRecogniser, type Incoming, protocolOf } from './recognise.ts';

/** What the endpoint serves. */
export interface EndpointOptions {
  /** The address to listen on: that of the loopback, unless given. */
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly services: readonly Service[];
  readonly access: Access;
  readonly meter: Meter;
  /** Answers `/_alpes/…`. */
  admin(request: Incoming): RawAnswer;
  /** Takes a request that is not AWS's API, body and all; gives `false`, with nothing read, when it is not its own. */
  front(request: IncomingMessage, response: ServerResponse): boolean;
  log(line: string): void;
}

/** The server of all AWS APIs of the grid. */
export interface Endpoint {
  readonly url: string;
  /** Takes no new request and waits for those that are being answered. */
  stop(): Promise<void>;
}

/** Longer than any SDK keeps an idle connection, so that it is never the server who closes one under a request. */
const KEEP_ALIVE_MS = 75_000;

/** Starts the endpoint. Signatures are not verified: the access key alone says who calls. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { host = LOOPBACK } = options;
  const answerTo = createAnswerer(options);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
    if (options.front(request, response)) return;
    receive(request, (body) => {
      const { method = 'GET', url = '/', headers } = request;
      const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '');
      const incoming = { method, url, headers: headers as Incoming['headers'], body, ...(sourceIp && { sourceIp }) };
      const requestId = randomUUID();
      answerTo(incoming, requestId).then((result) => {
        if (!server.listening) response.setHeader('connection', 'close');
        send(response, requestId, result);
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`The endpoint cannot listen: ${cause.message}`, { cause })));
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: urlOf(host, port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Answers a request; what fails is an answer too. */
function createAnswerer({ services, access, meter, admin, log }: EndpointOptions) {
  const recognise = createRecogniser(services);
  return async (request: Incoming, requestId: string): Promise<RawAnswer> => {
    if (request.url.startsWith('/_alpes/')) return admin(request);
    const protocol = protocolOf(request.headers);
    let exchange: Exchange = { protocol, request, requestId, recognised: undefined };
    let principal: Principal | undefined;
    let failed = true;
    try {
      const recognised = recognise(request, protocol);
      exchange = { protocol, request, requestId, recognised };
      const { action, input } = recognised;
      principal = access.principalOf(accessKeyOf(request.headers.authorization));
      if (principal.roleArn !== undefined) {
        const { sourceIp } = request;
        const caller = sourceIp === undefined ? principal : { ...principal, sourceIp };
        for (const permission of action.permissions(input())) access.check(caller, permission);
      }
      const call: Call = {
        get input() {
          return input();
        },
        body: request.body,
        headers: request.headers,
        principal,
      };
      const answered = answer(exchange, await action.run(call));
      failed = answered.status >= 400;
      return answered;
    } catch (error) {
      if (!(error instanceof AwsError)) log(describe(exchange, error));
      return errorAnswer(exchange, error);
    } finally {
      const { recognised } = exchange;
      if (recognised && principal) {
        meter.called({ service: recognised.service.name, action: recognised.name, principal: principal.arn, failed });
      }
    }
  };
}

function receive(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
}

function send(response: ServerResponse, requestId: string, { status, headers, body }: RawAnswer): void {
  const length = String(Buffer.byteLength(body));
  const all = { 'x-amzn-requestid': requestId, ...headers };
  // 204 and 304 have no body, and RFC 9110 forbids the header with the first.
  response.writeHead(status, status === 204 || status === 304 ? all : { ...all, 'content-length': length });
  response.end(body);
}

function describe({ recognised, request }: Exchange, error: unknown): string {
  const what = recognised ? `${recognised.service.name} ${recognised.name}` : `${request.method} ${request.url}`;
  return `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
