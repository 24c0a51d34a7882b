import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isFromForeignPage } from '../../endpoint/visitors.ts';
import { Unanswered } from '../../faults/calls.ts';
import { AwsError, type Permission } from '../../service.ts';
import type { S3Action } from './actions/action.ts';
import { errorAnswer, type S3Answer } from './answer.ts';
import { accessDenied } from './faults.ts';
import type { EventName } from './notifications/deed.ts';
import { checkHeaders } from './request/acted.ts';
import { addressOf } from './request/address.ts';
import { authenticate } from './request/authenticate.ts';
import { corsHeaders, preflight } from './request/cors.ts';
import { headerOf, readRequest, type S3Request } from './request/request.ts';
import { routeOf } from './route.ts';
import type { Bucket } from './storage/buckets.ts';
import type { Shelf } from './storage/shelf.ts';

/** By version 4, or by an older one that no other service has had. */
const SIGNED_FOR_S3 = /Credential=[^,/]+\/\d+\/[^,/]+\/s3\/aws4_request|^AWS /;
const PRESIGNED = /[?&]X-Amz-Credential=[^&]+%2[Ff]s3%2[Ff]aws4_request|[?&]X-Amz-Credential=[^&]+\/s3\/aws4_request/;

/** S3's own way of speaking: REST with XML, bodies that are streams, addresses with the bucket in the path or the host. */
export class Front {
  readonly #shelf: Shelf;
  readonly #actions: Readonly<Record<string, S3Action>>;
  #stopped = false;

  constructor(shelf: Shelf, actions: Readonly<Record<string, S3Action>>) {
    this.#shelf = shelf;
    this.#actions = actions;
  }

  /** From now on each connection is closed with its answer. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes a request that is for S3, body and all; gives `false`, with nothing read, when it is not. */
  handle(incoming: IncomingMessage, response: ServerResponse): boolean {
    if (!this.#isOwn(incoming)) return false;
    const requestId = randomUUID();
    void this.#serve(incoming, requestId).then((answer) => {
      if (answer === undefined) response.destroy();
      else void this.#send(incoming, response, requestId, answer);
    });
    return true;
  }

  /** Signed for S3; or not signed at all, and at the address of a bucket. */
  #isOwn({ url = '/', headers }: IncomingMessage): boolean {
    if (headers.authorization !== undefined) return SIGNED_FOR_S3.test(headers.authorization);
    if (PRESIGNED.test(url)) return true;
    if (headers['x-amz-target'] !== undefined) return false;
    const path = url.split('?')[0] ?? '/';
    return this.#shelf.buckets.find(addressOf(headers.host, path).bucket) !== undefined;
  }

  /** `undefined` where a fault wants that there is no answer. */
  async #serve(incoming: IncomingMessage, requestId: string): Promise<S3Answer | undefined> {
    const { grid, buckets } = this.#shelf;
    let request: S3Request | undefined;
    let cors: Record<string, string> | undefined;
    let called: { readonly action: string; readonly principal: string } | undefined;
    let failed = true;
    try {
      request = readRequest(incoming);
      const bucket = buckets.find(request.bucket);
      if (request.method === 'OPTIONS') return preflight(bucket, request.headers);
      cors = corsOf(request, bucket);
      const principal = authenticate(request, grid.access, grid.clock.now());
      if (!principal && bucket?.restrictsPublic !== false) throw accessDenied('Access Denied');
      const { name, action } = routeOf(this.#actions, request);
      called = { action: name, principal: principal?.arn ?? 'anonymous' };
      checkHeaders(request);
      if (action.of !== 'service' && !action.makesBucket) buckets.get(request.bucket);
      const check = (permission: Permission) =>
        principal ? grid.access.check(principal, permission) : grid.access.checkAnonymous(permission);
      const permissions = action.permissions(request);
      for (const permission of permissions) check(permission);
      const faultable = {
        service: 's3',
        ...called,
        trace: headerOf(request, 'x-amzn-trace-id'),
        once: true,
        permissions: () => permissions,
      } as const;
      const { sourceIp = '' } = request;
      const by = { principal: called.principal, sourceIp, requestId };
      const call = { request, check, deed: (event: EventName) => ({ event, ...by }) };
      const { headers, ...answer } = await grid.throughFaults(faultable, () => action.run(call));
      failed = false;
      return { ...answer, headers: { ...headers, ...cors } };
    } catch (error) {
      if (error instanceof Unanswered) return undefined;
      // Who has gone away is told nothing, and is no failure of the grid.
      if (!(error instanceof AwsError) && !incoming.destroyed) grid.log(describe(incoming, error));
      const { headers, ...answer } = errorAnswer(incoming.method, requestId, error);
      return { ...answer, headers: { ...headers, ...cors } };
    } finally {
      if (called) grid.meter.called({ service: 's3', ...called, failed });
    }
  }

  async #send(incoming: IncomingMessage, response: ServerResponse, requestId: string, answer: S3Answer): Promise<void> {
    const { status, headers, body } = answer;
    const counted =
      typeof body === 'string' && headers['content-length'] === undefined && status !== 204 && status !== 304;
    try {
      if (this.#stopped) response.setHeader('connection', 'close');
      response.writeHead(status, {
        'x-amz-request-id': requestId,
        'x-amz-id-2': requestId,
        ...headers,
        ...(counted && { 'content-length': String(Buffer.byteLength(body)) }),
      });
      if (typeof body === 'string') response.end(body);
      else await pipeline(body, response);
    } catch (error) {
      // The client has gone away, or what it asked to have in a header cannot be there.
      if (!response.destroyed) this.#shelf.grid.log(describe(incoming, error));
      if (body instanceof Readable) body.destroy();
      response.destroy();
    }
  }
}

/** A page sees what its bucket's CORS lets it see. On AWS a browser hides the rest; here it is not even done. */
function corsOf(request: S3Request, bucket: Bucket | undefined): Record<string, string> | undefined {
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  const headers = corsHeaders(bucket, origin, request.method);
  if (headers || !isFromForeignPage(request.headers)) return headers;
  throw accessDenied(`The grid does not serve pages of ${origin}, which the CORS of the bucket does not name.`);
}

function describe({ method, url }: IncomingMessage, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `s3 ${method} ${url?.split('?')[0]} failed: ${what}`;
}
