import type { IncomingMessage } from 'node:http';
import { headersOf, queryOf, sourceIpOf } from '../../apigateway/request/exchange.ts';
import type { Parts } from '../parts.ts';
import { type Deployed, definitionOf, routeOf, type WebSocketApi } from '../state.ts';
import { authorize } from './authorize.ts';
import { type Client, newId, type Opening } from './occasion.ts';
import { callRoute, failureOf, failureText, logOccasion } from './route.ts';

/** A client that may connect, and the subprotocol that was chosen for it. */
export interface Accepted {
  readonly accepted: true;
  readonly client: Client;
  readonly protocol: string | undefined;
}

interface Refused {
  readonly accepted: false;
  readonly status: number;
  readonly body: string;
}

const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** Whether a request begins a WebSocket connection (RFC 6455, section 4.2.1). */
export function isHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    KEY.test(headers['sec-websocket-key'] ?? '')
  );
}

/**
 * Asks the authorizer and the integration of `$connect` whether a client may connect, before it is answered. The
 * integration may choose the subprotocol:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html
 */
export async function shakeHands(
  parts: Parts,
  { api, stage }: Deployed<WebSocketApi>,
  request: IncomingMessage,
): Promise<Accepted | Refused> {
  let occasion = openingOf(parts, { api, stage }, request);
  try {
    const definition = definitionOf({ api, stage });
    const route = routeOf(definition, '$connect');
    const authorizer = definition?.authorizers.get(route?.authorizerId ?? '');
    if (authorizer) {
      const said = await authorize(parts, { api, stage, authorizer }, occasion);
      occasion = { ...occasion, client: { ...occasion.client, authorizer: said } };
    }
    const { status, headers, body } = await callRoute(parts, { api, stage, route }, occasion);
    logOccasion(parts, stage, occasion, { status });
    if (status < 200 || status > 299) return { accepted: false, status, body: body.toString() };
    const protocol = headers.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
    return { accepted: true, client: occasion.client, protocol: protocol && String(protocol) };
  } catch (error) {
    const failure = failureOf(parts, occasion, error);
    logOccasion(parts, stage, occasion, { status: failure.status, failure });
    return { accepted: false, status: failure.status, body: failureText(failure, occasion) };
  }
}

function openingOf({ grid }: Parts, { api, stage }: Deployed<WebSocketApi>, request: IncomingMessage): Opening {
  const at = grid.clock.now();
  const { url = '' } = request;
  const mark = url.indexOf('?');
  const sourceIp = sourceIpOf(request);
  const userAgent = request.headers['user-agent'];
  return {
    eventType: 'CONNECT',
    routeKey: '$connect',
    requestId: newId(),
    at,
    client: {
      connectionId: newId(),
      apiId: api.id,
      stage: stage.name,
      connectedAt: at,
      sourceIp,
      ...(userAgent !== undefined && { userAgent }),
    },
    headers: headersOf(request, sourceIp, at),
    query: mark < 0 ? null : queryOf(url.slice(mark + 1)),
  };
}
