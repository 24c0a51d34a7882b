import { GatewayFailure } from '../../apigateway/request/failures.ts';
import { LIMITS } from '../limits.ts';
import type { Parts } from '../parts.ts';
import { definitionOf, routeOf } from '../state.ts';
import { type Client, type Ending, newId, type Occasion } from './occasion.ts';
import { callRoute, failureOf, failureText, logOccasion } from './route.ts';

/**
 * Takes a client's message to the route that it asks for, or to `$default`. Gives what the client is told: what the
 * integration answers where the route has a route response, or the failure; `undefined` for nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
 */
export async function takeMessage(parts: Parts, client: Client, body: string): Promise<string | undefined> {
  const found = parts.registry.stage(client.apiId, client.stage);
  if (!found) return undefined;
  const definition = definitionOf(found);
  const asked = found.api.select(body);
  const route = (asked === undefined ? undefined : routeOf(definition, asked)) ?? routeOf(definition, '$default');
  const occasion: Occasion = {
    eventType: 'MESSAGE',
    routeKey: route?.key ?? '$default',
    requestId: newId(),
    at: parts.grid.clock.now(),
    client,
    body,
  };
  try {
    if (!route) throw new GatewayFailure('RESOURCE_NOT_FOUND', { status: 403, message: 'Forbidden' });
    const answer = await callRoute(parts, { ...found, route }, occasion);
    const goesBack = [...(definition?.routeResponses.values() ?? [])].includes(route.id);
    if (goesBack && Buffer.byteLength(answer.body) > LIMITS.messageBytes) throw new GatewayFailure('DEFAULT_5XX');
    logOccasion(parts, found.stage, occasion, { status: answer.status });
    return goesBack && answer.body.length > 0 ? answer.body.toString() : undefined;
  } catch (error) {
    const failure = failureOf(parts, occasion, error);
    logOccasion(parts, found.stage, occasion, { status: failure.status, failure });
    return failureText(failure, occasion);
  }
}

/** Tells the route `$disconnect`, if there is one, that a client is gone. There is nobody to tell of a failure. */
export async function tellEnding(parts: Parts, client: Client, ending: Ending): Promise<void> {
  const found = parts.registry.stage(client.apiId, client.stage);
  const route = found && routeOf(definitionOf(found), '$disconnect');
  if (!found || !route) return;
  const occasion: Occasion = {
    eventType: 'DISCONNECT',
    routeKey: '$disconnect',
    requestId: newId(),
    at: parts.grid.clock.now(),
    client,
    ending,
  };
  try {
    const { status } = await callRoute(parts, { ...found, route }, occasion);
    logOccasion(parts, found.stage, occasion, { status });
  } catch (error) {
    const failure = failureOf(parts, occasion, error);
    logOccasion(parts, found.stage, occasion, { status: failure.status, failure });
  }
}
