import { randomBytes } from 'node:crypto';
import { requestTime } from '../../apigateway/request/context.ts';
import type { Headers, Query } from '../../apigateway/request/exchange.ts';
import { domainOf } from '../resources/api.ts';

/** Who is connected, and to what. */
export interface Client {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stage: string;
  /** By the grid's clock, in milliseconds since the epoch. */
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string;
  /** What the authorizer said of the client. */
  readonly authorizer?: Readonly<Record<string, string>>;
}

/** How a connection ended: a code of RFC 6455, section 7.4, and what is told with it. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** Something that happens on a connection, for which a route is there. */
export type Occasion = Opening | Message | Closing;

/** A client asks to connect. */
export interface Opening extends Common {
  readonly eventType: 'CONNECT';
  readonly headers: Headers;
  readonly query: Query | null;
}

interface Message extends Common {
  readonly eventType: 'MESSAGE';
  readonly body: string;
}

interface Closing extends Common {
  readonly eventType: 'DISCONNECT';
  readonly ending: Ending;
}

interface Common {
  readonly client: Client;
  readonly routeKey: string;
  readonly requestId: string;
  /** By the grid's clock. */
  readonly at: number;
}

/** An id like those of connections, messages and requests: fifteen letters, and `=`. */
export function newId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

/** The `requestContext` of events, which are also the `$context` of access logs. */
export function requestContext(occasion: Occasion): Record<string, unknown> {
  const { client, routeKey, eventType, at, requestId } = occasion;
  const { userAgent, sourceIp, authorizer } = client;
  return {
    routeKey,
    ...(authorizer && { authorizer }),
    ...(eventType === 'MESSAGE' && { messageId: requestId }),
    ...(eventType === 'DISCONNECT' && { disconnectStatusCode: occasion.ending.code }),
    eventType,
    extendedRequestId: requestId,
    requestTime: requestTime(at),
    messageDirection: 'IN',
    ...(eventType === 'DISCONNECT' && { disconnectReason: occasion.ending.reason }),
    stage: client.stage,
    connectedAt: client.connectedAt,
    requestTimeEpoch: at,
    identity: { ...(userAgent !== undefined && { userAgent }), sourceIp },
    requestId,
    domainName: domainOf(client.apiId),
    connectionId: client.connectionId,
    apiId: client.apiId,
  };
}

/**
 * The event of a proxy integration. Headers and query come with `$connect` alone, and a few headers with `$disconnect`:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
 */
export function eventOf(occasion: Occasion, stageVariables: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    ...(occasion.eventType === 'CONNECT' && openingMembers(occasion)),
    ...(occasion.eventType === 'DISCONNECT' && closingOf(occasion.client)),
    ...(Object.keys(stageVariables).length > 0 && { stageVariables }),
    requestContext: requestContext(occasion),
    ...(occasion.eventType === 'MESSAGE' && { body: occasion.body }),
    isBase64Encoded: false,
  });
}

/** What an event has of the request that began the connection. */
export function openingMembers({ headers, query }: Opening): Record<string, unknown> {
  return {
    headers: headers.single,
    multiValueHeaders: headers.multi,
    ...(query && { queryStringParameters: query.single, multiValueQueryStringParameters: query.multi }),
  };
}

function closingOf({ apiId, sourceIp }: Client): Record<string, unknown> {
  const headers = { Host: domainOf(apiId), 'X-Forwarded-For': sourceIp, 'x-api-key': '', 'x-restapi': '' };
  const lists = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return { headers, multiValueHeaders: Object.fromEntries(lists) };
}
