import type { GridContext } from '../../../service.ts';
import { route } from '../compile/routes.ts';
import { type CompiledStage, compileStage } from '../compile/stage.ts';
import type { Api, Stage } from '../state.ts';
import { type Answer, failureAnswer } from './answer.ts';
import type { Decision } from './askAuthorizer.ts';
import { authorize } from './authorize.ts';
import { methodArn } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import { DecisionCache } from './decisionCache.ts';
import { type Exchange, routeOf } from './exchange.ts';
import { GatewayFailure } from './failures.ts';
import { mockAnswer } from './mockAnswer.ts';
import { callProxy } from './proxy.ts';
import { Throttle } from './throttle.ts';
import { validate } from './validate.ts';

/** A stage that takes requests: what was worked out of it, and what its requests share. */
export interface LiveStage {
  readonly compiled: CompiledStage;
  readonly throttle: Throttle;
  readonly decisions: DecisionCache<Decision>;
}

/** Makes `stage` ready for requests. */
export function liveStage(grid: GridContext, api: Api, stage: Stage): LiveStage {
  return {
    compiled: compileStage(api, stage),
    throttle: new Throttle(stage.throttling, grid.clock.now()),
    decisions: new DecisionCache(),
  };
}

/** Answers a request whose body is read: route, policy, throttle, authorizer, validation, integration. Never rejects. */
export async function handle(
  grid: GridContext,
  deadlines: Deadlines,
  live: LiveStage,
  exchange: Exchange,
): Promise<Answer> {
  try {
    enter(exchange);
    live.throttle.take(exchange);
    await authorize(grid, deadlines, exchange, live.decisions);
    validate(exchange);
    const integration = exchange.method?.integration;
    if (integration?.type === 'AWS_PROXY') {
      const began = grid.clock.now();
      const answered = callProxy(grid, deadlines, exchange, integration);
      return await answered.finally(() => {
        exchange.integrationMs = grid.clock.now() - began;
      });
    }
    if (integration?.type === 'MOCK') return mockAnswer(exchange, integration.mock);
    throw new GatewayFailure('API_CONFIGURATION_ERROR');
  } catch (error) {
    if (error instanceof GatewayFailure) return failureAnswer(exchange, error);
    grid.log(
      `API ${live.compiled.api.name}: ${exchange.verb} ${routeOf(exchange)}: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return failureAnswer(exchange, new GatewayFailure('DEFAULT_5XX', { status: 500 }));
  }
}

/** Finds the method, and asks the API's own policy whether anybody may call it. */
function enter(exchange: Exchange): void {
  const { stage } = exchange;
  const match = route(stage.routes, exchange.verb, exchange.path);
  if (!match) throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN');
  exchange.method = match.method;
  exchange.pathParameters = match.parameters;
  if (!stage.policy) return;
  const arn = methodArn(exchange);
  const verdict = stage.policy(arn, exchange);
  if (verdict === 'allow' || (verdict === 'implicit deny' && match.method.authorizer)) return;
  const ending = verdict === 'explicit deny' ? ' with an explicit deny' : '';
  throw new GatewayFailure('ACCESS_DENIED', {
    message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn}${ending}`,
  });
}
