import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { meansThisMachine } from '#infra/grid/endpoint/visitors.ts';
import { LOOPBACK, urlOf } from '#infra/grid/host.ts';
import { STYLESHEET } from './pages.ts';

/** Answers the requests of people who sign in. */
export type Answers = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/** A server on which people sign in. */
export interface SignInServer {
  /** `http://127.0.0.1:4565` */
  readonly url: string;
  /**
   * Says by what requests are answered, and for pages of which roots: a policy lets forms lead to nobody else. Until then
   * whoever asks waits; and until somebody asks, nothing is loaded.
   */
  serve(pages: readonly string[], load: () => Promise<Answers>): void;
  stop(): Promise<void>;
}

interface Place {
  readonly host?: string | undefined;
  /** 0 for any. */
  readonly port: number;
  /** Any other will do, when that one is taken. */
  readonly orAnother?: boolean;
}

/** Listens at `place`. Throws where that port is taken and no other will do. */
export async function listenForSignIn({ host = LOOPBACK, port, orAnother = false }: Place): Promise<SignInServer> {
  const { promise: served, resolve } = Promise.withResolvers<{ policy: string; answers: () => Promise<Answers> }>();
  const server = createServer(async (request, response) => {
    if (!meansThisMachine(request.headers.host, host)) {
      response.writeHead(403).end(`This is for "${host}", not for "${request.headers.host}".`);
      return;
    }
    const { policy, answers } = await served;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (request.url === STYLESHEET) {
      response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' }).end(stylesheet());
      return;
    }
    try {
      await (await answers())(request, response);
    } catch (error) {
      console.error(`Signing in: ${(error as Error).stack}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  });
  await listen(server, host, port).catch((error: NodeJS.ErrnoException) => {
    if (!orAnother || error.code !== 'EADDRINUSE') throw error;
    return listen(server, host, 0);
  });
  return {
    url: urlOf(host, (server.address() as AddressInfo).port),
    serve(pages, load) {
      let answers: Promise<Answers> | undefined;
      resolve({
        policy: policyFor(pages),
        answers: () => {
          answers ??= load();
          return answers;
        },
      });
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

/** No script but what a page of the provider itself brings, which it names by its digest. */
function policyFor(pages: readonly string[]): string {
  const origins = pages.map((page) => new URL(page).origin).join(' ');
  return [
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self' ${origins}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function stylesheet(): string {
  return readFileSync(path.join(import.meta.dirname, 'entrar.css'), 'utf8');
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
