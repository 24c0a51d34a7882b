import { withVariables } from '../../apigateway/compile/stage.ts';
import { admit, askAuthorizer, policyIn } from '../../apigateway/request/askAuthorizer.ts';
import { executeApiArn } from '../../apigateway/state.ts';
import { LIMITS } from '../limits.ts';
import type { HttpAuthorizer, JwtAuthorizer, LambdaAuthorizer } from '../state.ts';
import { valueAt } from './context.ts';
import { authorizerEvent, routeArn } from './events.ts';
import type { Caller, Routed } from './exchange.ts';
import { HttpFailure } from './failures.ts';
import { claimsOf, claimTexts, invalid, scopesOf } from './jwt.ts';
import type { HttpDecision, HttpParts } from './parts.ts';

/** Asks a route's authorizer who calls. @throws HttpFailure or GatewayFailure when the caller may not pass. */
export function authorize(parts: HttpParts, authorizer: HttpAuthorizer, routed: Routed): Promise<Caller> {
  return authorizer.type === 'JWT' ? byToken(parts, authorizer, routed) : byFunction(parts, authorizer, routed);
}

async function byToken({ grid, issuers }: HttpParts, authorizer: JwtAuthorizer, routed: Routed): Promise<Caller> {
  const given = valueAt(routed, authorizer.identitySource);
  if (!given) throw new HttpFailure(401, 'Bearer');
  const token = given.replace(/^Bearer /i, '');
  const keys = await issuers.of(authorizer.issuer).catch((error: unknown) => {
    grid.log(`API ${routed.exchange.api.name}: the issuer ${authorizer.issuer} cannot be asked: ${String(error)}`);
    throw invalid('OIDC discovery endpoint communication error');
  });
  const claims = await claimsOf(token, authorizer, { keys, now: grid.clock.now() });
  const { scopes: wanted } = routed.route;
  if (wanted.length === 0) return { claims: claimTexts(claims), scopes: null };
  const scopes = scopesOf(claims).filter((scope) => wanted.includes(scope));
  if (scopes.length > 0) return { claims: claimTexts(claims), scopes };
  throw new HttpFailure(403, `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"`);
}

async function byFunction(parts: HttpParts, authorizer: LambdaAuthorizer, routed: Routed): Promise<Caller> {
  const { grid, decisions } = parts;
  const { api, stage, sourceIp, at } = routed.exchange;
  const identity = authorizer.identitySources.map((place) => {
    const value = valueAt(routed, place);
    if (!value) throw new HttpFailure(401);
    return value;
  });
  const key = JSON.stringify([api.id, stage.name, authorizer.id, ...identity]);
  const asked = grid.clock.now();
  let decision = authorizer.ttlSeconds > 0 ? decisions.find(key, asked) : undefined;
  if (!decision) {
    decision = await ask(parts, authorizer, { routed, identity });
    if (authorizer.ttlSeconds > 0) decisions.keep(key, decision, asked + authorizer.ttlSeconds * 1_000);
  }
  const { verdict, caller } = decision;
  if (verdict === false) throw new HttpFailure(403);
  if (verdict !== true) admit({ policy: verdict }, routeArn(routed.exchange), { sourceIp, at });
  return caller;
}

function ask(
  { grid, deadlines }: HttpParts,
  authorizer: LambdaAuthorizer,
  { routed, identity }: { readonly routed: Routed; readonly identity: readonly string[] },
): Promise<HttpDecision> {
  const { api, stage } = routed.exchange;
  return askAuthorizer(grid, deadlines, {
    ...authorizer,
    functionArn: withVariables(authorizer.functionArn, stage),
    api,
    arn: executeApiArn(api.id, `authorizers/${authorizer.id}`),
    trace: undefined,
    event: authorizerEvent(routed, authorizer.format, identity),
    timeoutMs: LIMITS.httpAuthorizerMs,
    read: (payload) => decisionIn(payload, api.id, authorizer),
  });
}

/** Throws on what API Gateway would not take. */
function decisionIn(payload: string, apiId: string, { simple }: LambdaAuthorizer): HttpDecision {
  const answer = JSON.parse(payload);
  const context = answer?.context ?? null;
  if (context !== null && (typeof context !== 'object' || Array.isArray(context)))
    throw new TypeError('The context is not an object.');
  if (!simple) return { verdict: policyIn(apiId, answer), caller: { principalId: answer.principalId, context } };
  if (typeof answer?.isAuthorized !== 'boolean') throw new TypeError('There is no isAuthorized.');
  return { verdict: answer.isAuthorized, caller: { context } };
}
