import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came. */
export interface Came {
  /** `GET /ordenes?limite=1` */
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: any;
  /** Resolves once who asked has gone without an answer. */
  readonly gone: Promise<void>;
}

/** What is answered; nothing leaves the request open. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** What each request is answered. */
type Replies = (came: Came) => Reply | undefined | Promise<Reply>;

/** The other end of the adapter: something that speaks HTTP, and answers as a test says. */
export interface Upstream {
  readonly url: string;
  readonly came: readonly Came[];
  /** From now on it answers so. */
  answers(reply: Replies): void;
  stop(): Promise<void>;
}

/** Starts one on a port of its own. */
export async function startUpstream(): Promise<Upstream> {
  const came: Came[] = [];
  let reply: Replies = () => ({ status: 500 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const one: Came = {
      route: `${request.method} ${request.url}`,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
      gone: new Promise((resolve) => response.once('close', () => !response.writableFinished && resolve())),
    };
    came.push(one);
    send(response, await reply(one));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    answers: (next) => {
      reply = next;
      came.length = 0;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, answer: Reply | undefined): void {
  if (!answer) return;
  const { status = 200, headers = {}, body } = answer;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
