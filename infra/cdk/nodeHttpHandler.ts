import type { HttpHandler } from '@smithy/core/protocols';
import { RequestHandler } from '#shared/runtime/clients/requestHandler.ts';

export { streamCollector } from '@smithy/core/serde';

/**
 * What bundles get in place of the SDK's own way to speak HTTP, with HTTP/2 and what Node loads for it: a client that was
 * given no request handler gets ours.
 */
export const NodeHttpHandler = {
  create: (given: HttpHandler | object): HttpHandler => ('handle' in given ? given : new RequestHandler()),
};
