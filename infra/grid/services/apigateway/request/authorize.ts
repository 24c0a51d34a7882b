import type { GridContext } from '../../../service.ts';
import type { CompiledAuthorizer } from '../compile/stage.ts';
import { admit, askAuthorizer, type Decision } from './askAuthorizer.ts';
import { methodArn, requestContext, valueAt } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Decisions that are still good, of one stage. */
export type DecisionCache = Map<string, { readonly until: number; readonly decision: Decision }>;

const CACHED_DECISIONS = 10_000;

/** Asks the method's authorizer, or its cache, and sets `exchange.authorizer`. Throws when the caller may not pass. */
export async function authorize(
  grid: GridContext,
  deadlines: Deadlines,
  exchange: Exchange,
  cache: DecisionCache,
): Promise<void> {
  const authorizer = exchange.method?.authorizer;
  if (!authorizer) return;
  const identity = identityOf(exchange, authorizer);
  const key = `${authorizer.id}\n${identity.join('\n')}`;
  const now = grid.clock.now();
  const cached = authorizer.ttlSeconds > 0 ? cache.get(key) : undefined;
  let decision = cached && cached.until > now ? cached.decision : undefined;
  if (!decision) {
    const asked = grid.clock.now();
    decision = await askAuthorizer(grid, deadlines, {
      ...authorizer,
      api: exchange.stage.api,
      trace: exchange.trace,
      event: authorizerEvent(exchange, authorizer),
    });
    if (authorizer.ttlSeconds > 0) remember(cache, key, { until: asked + authorizer.ttlSeconds * 1000, decision });
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

/** Keeps a decision; the one kept longest makes room when there are too many. */
function remember(cache: DecisionCache, key: string, entry: { until: number; decision: Decision }): void {
  cache.delete(key);
  cache.set(key, entry);
  if (cache.size <= CACHED_DECISIONS) return;
  const [oldest] = cache.keys();
  if (oldest !== undefined) cache.delete(oldest);
}
