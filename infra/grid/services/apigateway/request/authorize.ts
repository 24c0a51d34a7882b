import type { GridContext } from '../../../service.ts';
import type { CompiledAuthorizer } from '../compile/stage.ts';
import { AUTHORIZER_MS, admit, askAuthorizer, type Decision, policyDecision } from './askAuthorizer.ts';
import { methodArn, requestContext, valueAt } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import type { DecisionCache } from './decisionCache.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Asks the method's authorizer, or its cache, and sets `exchange.authorizer`. Throws when the caller may not pass. */
export async function authorize(
  grid: GridContext,
  deadlines: Deadlines,
  exchange: Exchange,
  cache: DecisionCache<Decision>,
): Promise<void> {
  const authorizer = exchange.method?.authorizer;
  if (!authorizer) return;
  const identity = identityOf(exchange, authorizer);
  const key = `${authorizer.id}\n${identity.join('\n')}`;
  const asked = grid.clock.now();
  let decision = authorizer.ttlSeconds > 0 ? cache.find(key, asked) : undefined;
  if (!decision) {
    decision = await askAuthorizer(grid, deadlines, {
      ...authorizer,
      api: exchange.stage.api,
      trace: exchange.trace,
      event: authorizerEvent(exchange, authorizer),
      timeoutMs: AUTHORIZER_MS,
      read: (payload) => policyDecision(exchange.stage.api.id, payload),
    });
    if (authorizer.ttlSeconds > 0) cache.keep(key, decision, asked + authorizer.ttlSeconds * 1000);
  }
  exchange.authorizer = decision.context;
  admit(decision, methodArn(exchange), exchange);
}

/** The values that say who calls. A missing one is an answer of its own, without asking the function. */
function identityOf(exchange: Exchange, authorizer: CompiledAuthorizer): string[] {
  return authorizer.identitySources.map((place) => {
    const value = valueAt(exchange, place);
    if (value === undefined || value === '') throw new GatewayFailure('UNAUTHORIZED');
    if (authorizer.type === 'TOKEN' && authorizer.validation && !authorizer.validation.test(value))
      throw new GatewayFailure('UNAUTHORIZED');
    return value;
  });
}

function authorizerEvent(exchange: Exchange, authorizer: CompiledAuthorizer): string {
  const arn = methodArn(exchange);
  if (authorizer.type === 'TOKEN') {
    const [source] = authorizer.identitySources;
    return JSON.stringify({ type: 'TOKEN', methodArn: arn, authorizationToken: source && valueAt(exchange, source) });
  }
  return JSON.stringify({
    type: 'REQUEST',
    methodArn: arn,
    resource: exchange.method?.resourcePath,
    path: exchange.path,
    httpMethod: exchange.verb,
    headers: exchange.headers.single,
    multiValueHeaders: exchange.headers.multi,
    queryStringParameters: exchange.query?.single ?? {},
    multiValueQueryStringParameters: exchange.query?.multi ?? {},
    pathParameters: exchange.pathParameters ?? {},
    stageVariables: exchange.stage.variables ?? {},
    requestContext: requestContext(exchange),
  });
}
