import { withVariables } from '../../apigateway/compile/stage.ts';
import type { Answer } from '../../apigateway/request/answer.ts';
import { callFunction } from '../../apigateway/request/callFunction.ts';
import { compileTemplate } from '../../apigateway/template/template.ts';
import { definitionOf, type HttpIntegration } from '../state.ts';
import { functionAnswer } from './answer.ts';
import { authorize } from './authorize.ts';
import { contextVariables } from './context.ts';
import { corsHeaders, isPreflight, withoutCors } from './cors.ts';
import { integrationEvent, invocationArn } from './events.ts';
import type { HttpExchange, Routed } from './exchange.ts';
import { failureAnswer, HttpFailure, httpFailureOf } from './failures.ts';
import type { HttpParts } from './parts.ts';
import { selectRoute } from './routing.ts';
import { callUrl } from './urlProxy.ts';

/** A request on its way: what is known of it when it ends, however that is. */
interface Journey {
  readonly exchange: HttpExchange;
  routed?: Routed;
  failure?: HttpFailure;
}

/** Answers a request, `tooLarge` if its body was: throttle, authorizer, integration, CORS. Never rejects. */
export async function handle(parts: HttpParts, exchange: HttpExchange, tooLarge: boolean): Promise<Answer> {
  const journey: Journey = { exchange };
  const answer = withOwnCors(exchange, await answerOf(parts, journey, tooLarge));
  logJourney(parts, journey, answer);
  return answer;
}

async function answerOf(parts: HttpParts, journey: Journey, tooLarge: boolean): Promise<Answer> {
  try {
    if (tooLarge) throw new HttpFailure(413);
    return await travel(parts, journey);
  } catch (error) {
    journey.failure = httpFailureOf(error) ?? bug(parts, journey, error);
    return failureAnswer(journey.failure);
  }
}

/**
 * A preflight is answered by the gateway only where no route takes it: one of `ANY` or `$default` gets it like any other
 * request (https://github.com/aws/serverless-application-model/issues/1603), and its authorizer too
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
 */
async function travel(parts: HttpParts, journey: Journey): Promise<Answer> {
  const { exchange } = journey;
  const { api, stage, verb, path, at } = exchange;
  const definition = definitionOf({ api, stage });
  const match = selectRoute(definition?.routes.values() ?? [], verb, path);
  if (!match) {
    if (api.cors && isPreflight({ verb, headers: exchange.headers.lower }))
      return { status: 204, headers: [], body: '' };
    throw new HttpFailure(404);
  }
  const { route, parameters } = match;
  journey.routed = { exchange, route, pathParameters: parameters };
  if (!parts.throttles.take(api.id, stage.name, { routeKey: route.key, at })) throw new HttpFailure(429);
  if (route.authorizerId !== undefined) {
    const authorizer = definition?.authorizers.get(route.authorizerId);
    if (!authorizer) throw new HttpFailure(500);
    journey.routed = { ...journey.routed, caller: await authorize(parts, authorizer, journey.routed) };
  }
  const integration = definition?.integrations.get(route.integrationId ?? '');
  if (!integration) throw new HttpFailure(404);
  return integrate(parts, integration, journey.routed);
}

function integrate(parts: HttpParts, integration: HttpIntegration, routed: Routed): Promise<Answer> {
  if (integration.type === 'HTTP_PROXY') return callUrl(parts, integration, routed);
  const { api, stage, verb } = routed.exchange;
  return callFunction(parts.grid, parts.deadlines, {
    api,
    what: routed.route.key === '$default' ? `${verb} $default` : routed.route.key,
    arn: invocationArn(routed),
    functionArn: withVariables(integration.functionArn, stage),
    credentials: integration.credentials,
    timeoutMs: integration.timeoutMs,
    trace: undefined,
    event: integrationEvent(routed, integration.format),
    read: (payload) => functionAnswer(payload, integration.format),
  });
}

function withOwnCors({ api, verb, headers }: HttpExchange, answer: Answer): Answer {
  if (!api.cors) return answer;
  return {
    ...answer,
    headers: [...withoutCors(answer.headers), ...corsHeaders(api.cors, { verb, headers: headers.lower })],
  };
}

/** What is no failure of the request is a bug of the grid, and told to the operator. */
function bug({ grid }: HttpParts, { exchange, routed }: Journey, error: unknown): HttpFailure {
  const what = routed?.route.key ?? exchange.verb;
  grid.log(`API ${exchange.api.name}: ${what}: ${error instanceof Error ? error.stack : String(error)}`);
  return new HttpFailure(500);
}

function logJourney({ grid, logs }: HttpParts, { exchange, routed, failure }: Journey, { status, body }: Answer): void {
  const { accessLog, variables } = exchange.stage;
  if (!accessLog) return;
  const context = {
    ...contextVariables(exchange, routed),
    status,
    responseLength: Buffer.byteLength(body),
    responseLatency: grid.clock.now() - exchange.at,
    ...(failure && { error: { message: failure.message, messageString: JSON.stringify(failure.message) } }),
  };
  logs.write(accessLog.group, compileTemplate(accessLog.format)({ context, stageVariables: variables }, '-'));
}
