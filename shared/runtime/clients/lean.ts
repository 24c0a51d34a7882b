import type { HttpHandler } from '@smithy/core/protocols';
import { tracedClient } from '../tracing/calls.ts';
import { RequestHandler } from './requestHandler.ts';
import { Signer } from './signer.ts';

/** As much of an SDK client as is needed to take something out of each call. */
interface Client {
  readonly middlewareStack: { remove(name: string): boolean; add(...args: any[]): void };
}

/** Tells AWS which SDK calls, in 150 bytes that are put together anew each time; tells a log that we do not set. */
const UNUSED = ['getUserAgentMiddleware', 'loggerMiddleware'];

/** What each client of ours is made with. */
export function overHttp(): { readonly requestHandler: HttpHandler } {
  return { requestHandler: new RequestHandler() };
}

/** The same for services that are asked by POST without a query, signed by ourselves. */
export function overSignedHttp() {
  return { ...overHttp(), signer: async () => new Signer() };
}

/** A client that does in a call what somebody needs, and tells the trace of it. */
export function lean<T extends Client>(client: T): T {
  for (const name of UNUSED) client.middlewareStack.remove(name);
  return tracedClient(client);
}
