import { AwsError, type GridContext } from '../../../service.ts';
import type { CompiledAuthorizer } from '../compile/stage.ts';
import { executeApiArn } from '../state.ts';
import { methodArn, requestContext, valueAt } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';
import { invokeFunction } from './invoke.ts';
import { compileCallerPolicy, type Policy } from './policy.ts';

/** What an authorizer decided for a caller. */
interface Decision {
  readonly policy: Policy;
  /** `principalId` and the authorizer's own values, as functions see them in `requestContext.authorizer`. */
  readonly context: Record<string, string>;
}

/** Decisions that are still good, of one stage. */
export type DecisionCache = Map<string, { readonly until: number; readonly decision: Decision }>;

const AUTHORIZER_TIMEOUT_MS = 29_000;
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
    decision = await ask(grid, deadlines, exchange, authorizer);
    if (authorizer.ttlSeconds > 0) remember(cache, key, { until: asked + authorizer.ttlSeconds * 1000, decision });
  }
  const verdict = decision.policy(methodArn(exchange), exchange);
  exchange.authorizer = decision.context;
  if (verdict === 'allow') return;
  throw verdict === 'explicit deny'
    ? new GatewayFailure('ACCESS_DENIED', {
        message: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
      })
    : new GatewayFailure('ACCESS_DENIED');
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

async function ask(
  grid: GridContext,
  deadlines: Deadlines,
  exchange: Exchange,
  authorizer: CompiledAuthorizer,
): Promise<Decision> {
  const payload = authorizerEvent(exchange, authorizer);
  const caller = { arn: authorizer.arn, credentials: authorizer.credentials, trace: exchange.trace };
  let answer: Awaited<ReturnType<typeof invokeFunction>>;
  try {
    const invocation = invokeFunction(grid, caller, authorizer.functionArn, payload);
    answer = await deadlines.within(invocation, AUTHORIZER_TIMEOUT_MS, () => new GatewayFailure('AUTHORIZER_FAILURE'));
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    grid.log(`API ${exchange.stage.api.name}: the authorizer ${authorizer.name} could not be called: ${String(error)}`);
    throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  }
  if (answer.functionError) {
    if (errorMessage(answer.payload) === 'Unauthorized') throw new GatewayFailure('UNAUTHORIZED');
    grid.log(`API ${exchange.stage.api.name}: the authorizer ${authorizer.name} failed: ${answer.payload}`);
    throw new GatewayFailure('AUTHORIZER_FAILURE');
  }
  try {
    return decisionOf(answer.payload, executeApiArn(exchange.stage.api.id, ''));
  } catch (error) {
    const reason = error instanceof AwsError || error instanceof Error ? error.message : String(error);
    grid.log(
      `API ${exchange.stage.api.name}: the authorizer ${authorizer.name} answered what cannot be used: ${reason}`,
    );
    throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  }
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

/** Reads `{ principalId, policyDocument, context }`. Throws on what API Gateway would not take. */
function decisionOf(payload: string, apiArn: string): Decision {
  const answer = JSON.parse(payload);
  if (typeof answer?.principalId !== 'string') throw new TypeError('There is no principalId.');
  if (typeof answer.policyDocument !== 'object' || answer.policyDocument === null)
    throw new TypeError('There is no policyDocument.');
  const context: Record<string, string> = { principalId: answer.principalId };
  for (const [name, value] of Object.entries(answer.context ?? {})) {
    if (value === null) continue;
    if (typeof value === 'object')
      throw new TypeError(`The context's value ${name} is not a text, a number or a boolean.`);
    // Numbers and booleans arrive as text: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    context[name] = String(value);
  }
  return { policy: compileCallerPolicy(answer.policyDocument, apiArn), context };
}

function errorMessage(payload: string): unknown {
  try {
    return JSON.parse(payload)?.errorMessage;
  } catch {
    return undefined;
  }
}

/** Keeps a decision; the one kept longest makes room when there are too many. */
function remember(cache: DecisionCache, key: string, entry: { until: number; decision: Decision }): void {
  cache.delete(key);
  cache.set(key, entry);
  if (cache.size <= CACHED_DECISIONS) return;
  const [oldest] = cache.keys();
  if (oldest !== undefined) cache.delete(oldest);
}
