import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Unanswered } from '../faults/calls.ts';
import type { ThroughFaults } from '../faults/strike.ts';
import { LOOPBACK, urlOf } from '../host.ts';
import { pathOf } from '../localUrls.ts';
import type { Meter } from '../meter/meter.ts';
import { type Access, AwsError, type Call, type Principal, type RawAnswer, type Service } from '../service.ts';
import { answer, type Exchange, errorAnswer } from './answer.ts';
import { createBoundedServer, endWith, readBody } from './boundedServer.ts';
import { accessKeyOf, createRecogniser, type Incoming, protocolOf } from './recognise.ts';
import { isFromForeignPage, meansThisMachine } from './visitors.ts';

/** What the endpoint serves. */
export interface EndpointOptions {
  /** The address to listen on: that of the loopback, unless given. */
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly services: readonly Service[];
  readonly access: Access;
  readonly meter: Meter;
  readonly throughFaults: ThroughFaults;
  /** Answers `/_alpes/…`. */
  admin(request: Incoming): RawAnswer;
  /** Takes a request that is not AWS's API, body and all; gives `false`, with nothing read, when it is not its own. */
  front(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes the requests that become connections of another protocol. */
  readonly upgrades?: Upgrades;
  log(line: string): void;
}

/** Who takes requests for another protocol than HTTP. */
export interface Upgrades {
  owns(request: IncomingMessage): boolean;
  /** Takes the request and its socket, and answers. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The server of all AWS APIs of the grid. */
export interface Endpoint {
  readonly url: string;
  /** Takes no new request and waits for those that are being answered. */
  stop(): Promise<void>;
}

/** DynamoDB's limit of a request, the largest of the services here; those with a smaller one hold to it themselves. */
const MOST_BYTES = 16 * 2 ** 20;
const REQUEST_MS = 60_000;
/** So many different calls that are not known are told; whoever makes more of them is searching. */
const MOST_TOLD = 1_000;

/** Starts the endpoint. Signatures are not verified: the access key alone says who calls. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { host = LOOPBACK } = options;
  const answerTo = createAnswerer(options);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    request.url = pathOf(request);
    const { method = 'GET', url, headers } = request;
    const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '');
    const came = { method, url, headers: headers as Incoming['headers'], ...(sourceIp && { sourceIp }) };
    const refuse = (error: AwsError) => {
      const unread: Incoming = { ...came, body: Buffer.alloc(0) };
      const exchange = { protocol: protocolOf(came.headers), request: unread, requestId, recognised: undefined };
      send(response, requestId, errorAnswer(exchange, error));
    };
    if (!meansThisMachine(headers.host, host)) return refuse(stranger(`the host "${headers.host}"`));
    if (options.front(request, response)) return;
    if (isFromForeignPage(headers)) return refuse(stranger(`pages of ${headers.origin}`));
    const body = await readBody(request, MOST_BYTES);
    if (body === undefined) return refuse(tooLarge());
    const result = await answerTo({ ...came, body }, requestId);
    if (result === undefined) return void request.socket.destroy();
    if (!server.listening) response.setHeader('connection', 'close');
    send(response, requestId, result);
  };
  const server = createBoundedServer(
    {
      requestMs: REQUEST_MS,
      upgrades: (request) => {
        request.url = pathOf(request);
        return options.upgrades?.owns(request) ?? false;
      },
    },
    (request, response) => void serve(request, response),
    ({ code, message }) => JSON.stringify({ __type: code, message }),
  );
  server.on('upgrade', (request, socket, head) => {
    if (meansThisMachine(request.headers.host, host)) options.upgrades?.upgrade(request, socket, head);
    else endWith(socket, 403, JSON.stringify({ message: stranger(`the host "${request.headers.host}"`).message }));
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

/** Answers a request; what fails is an answer too. Gives `undefined` where a fault wants that there is none. */
function createAnswerer({ services, access, meter, throughFaults, admin, log }: EndpointOptions) {
  const recognise = createRecogniser(services);
  const told = new Set<string>();
  /** Tells once of a call that a program makes and the grid does not know. Who has signed nothing is a person, and reads the answer. */
  const tellUnknown = ({ headers }: Incoming, { code, status, message }: AwsError) => {
    if (headers.authorization === undefined || (code !== 'UnknownOperationException' && status !== 501)) return;
    const line = `${callerOf(access, headers.authorization)}: ${message}`;
    if (told.has(line) || told.size >= MOST_TOLD) return;
    told.add(line);
    log(line);
  };
  return async (request: Incoming, requestId: string): Promise<RawAnswer | undefined> => {
    const protocol = protocolOf(request.headers);
    let exchange: Exchange = { protocol, request, requestId, recognised: undefined };
    let principal: Principal | undefined;
    let failed = true;
    try {
      if (request.url.startsWith('/_alpes/')) return admin(request);
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
      const faultable = {
        service: recognised.service.name,
        action: recognised.name,
        principal: principal.arn,
        trace: request.headers['x-amzn-trace-id'],
        permissions: () => action.permissions(input()),
      };
      const answered = answer(exchange, await throughFaults(faultable, () => action.run(call)));
      failed = answered.status >= 400;
      return answered;
    } catch (error) {
      if (error instanceof Unanswered) return undefined;
      if (!(error instanceof AwsError)) log(describe(exchange, error));
      else tellUnknown(request, error);
      return errorAnswer(exchange, isOfInput(error) ? unreadable(error) : error);
    } finally {
      const { recognised } = exchange;
      if (recognised && principal) {
        meter.called({ service: recognised.service.name, action: recognised.name, principal: principal.arn, failed });
      }
    }
  };
}

/** Who signed a request: the role's session, or the key where it is of no role or over. */
function callerOf(access: Access, authorization: string): string {
  const key = accessKeyOf(authorization);
  try {
    return access.principalOf(key).arn;
  } catch {
    return String(key);
  }
}

/** Not an `AccessDeniedException`: that is IAM's word, and no policy changes this. */
function stranger(what: string): AwsError {
  return new AwsError('ForbiddenException', `The grid serves this machine only, not ${what}.`, 403);
}

function tooLarge(): AwsError {
  const message = `Request size exceeded the limit of ${MOST_BYTES} bytes.`;
  return new AwsError('RequestEntityTooLargeException', message, 413);
}

function send(response: ServerResponse, requestId: string, { status, headers, body }: RawAnswer): void {
  const length = String(Buffer.byteLength(body));
  const all = { 'x-amzn-requestid': requestId, ...headers };
  // 204 and 304 have no body, and RFC 9110 forbids the header with the first.
  response.writeHead(status, status === 204 || status === 304 ? all : { ...all, 'content-length': length });
  response.end(body);
}

/**
 * Whether an error is what a value of another type than the action expects runs into. AWS checks every input against
 * its model before the service sees it; the grid has no models, and finds out where the value is used.
 */
function isOfInput(error: unknown): error is Error {
  return [TypeError, RangeError, SyntaxError, URIError].some((kind) => error instanceof kind);
}

function unreadable({ message }: Error): AwsError {
  return new AwsError('SerializationException', `The input cannot be used: ${message}`);
}

function describe({ recognised, request }: Exchange, error: unknown): string {
  const what = recognised ? `${recognised.service.name} ${recognised.name}` : `${request.method} ${request.url}`;
  return `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
