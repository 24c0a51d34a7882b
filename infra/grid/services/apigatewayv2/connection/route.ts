import { withVariables } from '../../apigateway/compile/stage.ts';
import type { Answer } from '../../apigateway/request/answer.ts';
import { callFunction } from '../../apigateway/request/callFunction.ts';
import { GatewayFailure } from '../../apigateway/request/failures.ts';
import { proxyAnswer } from '../../apigateway/request/proxyAnswer.ts';
import { executeApiArn } from '../../apigateway/state.ts';
import { compileTemplate } from '../../apigateway/template/template.ts';
import type { Parts } from '../parts.ts';
import { type Deployed, definitionOf, type Route, type Stage, type WebSocketApi } from '../state.ts';
import { eventOf, type Occasion, requestContext } from './occasion.ts';

/** A route of a stage; `undefined` where the API has none for what happens. */
export interface Routed extends Deployed<WebSocketApi> {
  readonly route: Route | undefined;
}

/** The answer of a route without an integration. */
const NOTHING: Answer = { status: 200, headers: [], body: '' };

/** Lets the route's integration answer. @throws GatewayFailure when it is throttled, or gives no answer that can be used. */
export async function callRoute(parts: Parts, { api, stage, route }: Routed, occasion: Occasion): Promise<Answer> {
  if (!parts.throttles.take(api.id, stage.name, occasion)) throw new GatewayFailure('THROTTLED');
  const integration = definitionOf({ api, stage })?.integrations.get(route?.integrationId ?? '');
  if (!integration) return NOTHING;
  return callFunction(parts.grid, parts.deadlines, {
    api,
    what: `${occasion.routeKey} of ${occasion.client.connectionId}`,
    arn: executeApiArn(api.id, `${stage.name}/${occasion.routeKey}`),
    functionArn: withVariables(integration.functionArn, stage),
    credentials: integration.credentials,
    timeoutMs: integration.timeoutMs,
    trace: undefined,
    event: eventOf(occasion, stage.variables),
    read: (payload) => proxyAnswer(payload, false),
  });
}

/** What a client is told of a failure. */
export function failureText({ said }: GatewayFailure, { client, requestId }: Occasion): string {
  const { connectionId } = client;
  return JSON.stringify({ message: said ?? 'Internal server error', connectionId, requestId });
}

/** Writes the access log's line for an occasion that is over, where the stage has a log. */
export function logOccasion(
  parts: Parts,
  stage: Stage,
  occasion: Occasion,
  outcome: { status: number; failure?: GatewayFailure },
): void {
  const { accessLog } = stage;
  if (!accessLog) return;
  const { status, failure } = outcome;
  const context = {
    ...requestContext(occasion),
    status,
    ...(failure && {
      error: { message: failure.said, messageString: JSON.stringify(failure.said), responseType: failure.type },
    }),
  };
  const scope = { context, stageVariables: stage.variables };
  parts.logs.write(accessLog.group, compileTemplate(accessLog.format)(scope, '-'));
}

/** A failure as the gateway words it; what is none is a bug of the grid, and told to the operator. */
export function failureOf(parts: Parts, occasion: Occasion, error: unknown): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  const { client, routeKey } = occasion;
  parts.grid.log(`WebSocket API ${client.apiId}: ${routeKey}: ${error instanceof Error ? error.stack : String(error)}`);
  return new GatewayFailure('DEFAULT_5XX', { status: 500 });
}
