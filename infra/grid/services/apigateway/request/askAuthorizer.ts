import type { GridContext, JsonObject } from '../../../service.ts';
import { executeApiArn } from '../state.ts';
import type { Deadlines } from './deadlines.ts';
import { GatewayFailure } from './failures.ts';
import { invokeFunction } from './invoke.ts';
import { compileCallerPolicy, type Policy, type PolicyCall } from './policy.ts';
import type { Trace } from './trace.ts';

/** What an authorizer decided for a caller. */
export interface Decision {
  readonly policy: Policy;
  /** `principalId` and the authorizer's own values, as functions see them in `requestContext.authorizer`. */
  readonly context: Record<string, string>;
}

/** A question to an authorizer's function. */
export interface AuthorizerCall<D> {
  readonly api: { readonly id: string; readonly name: string };
  /** The authorizer's name, and its ARN by which the function lets it in. */
  readonly name: string;
  readonly arn: string;
  readonly functionArn: string;
  readonly credentials?: string;
  readonly trace: Trace | undefined;
  /** What the function gets, as JSON. */
  readonly event: string;
  readonly timeoutMs: number;
  /** Reads what the function decided, as JSON. Throws on what API Gateway would not take. */
  readonly read: (payload: string) => D;
}

/** How long REST and WebSocket APIs wait for an authorizer. */
export const AUTHORIZER_MS = 29_000;

/** Asks an authorizer's function. @throws GatewayFailure when it says nothing that can be used, or `Unauthorized`. */
export async function askAuthorizer<D>(grid: GridContext, deadlines: Deadlines, call: AuthorizerCall<D>): Promise<D> {
  const { api, name, functionArn, event } = call;
  const caller = { arn: call.arn, credentials: call.credentials, trace: call.trace };
  let answer: Awaited<ReturnType<typeof invokeFunction>>;
  try {
    const invocation = invokeFunction(grid, caller, functionArn, event);
    answer = await deadlines.within(invocation, call.timeoutMs, () => new GatewayFailure('AUTHORIZER_FAILURE'));
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    grid.log(`API ${api.name}: the authorizer ${name} could not be called: ${String(error)}`);
    throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  }
  if (answer.functionError) {
    if (errorMessage(answer.payload) === 'Unauthorized') throw new GatewayFailure('UNAUTHORIZED');
    grid.log(`API ${api.name}: the authorizer ${name} failed: ${answer.payload}`);
    throw new GatewayFailure('AUTHORIZER_FAILURE');
  }
  try {
    return call.read(answer.payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    grid.log(`API ${api.name}: the authorizer ${name} answered what cannot be used: ${reason}`);
    throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  }
}

/** @throws GatewayFailure unless the decision lets the caller do what `arn` names. */
export function admit({ policy }: Pick<Decision, 'policy'>, arn: string, call: PolicyCall): void {
  const verdict = policy(arn, call);
  if (verdict === 'allow') return;
  throw verdict === 'explicit deny'
    ? new GatewayFailure('ACCESS_DENIED', {
        message: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
      })
    : new GatewayFailure('ACCESS_DENIED');
}

/** Reads `{ principalId, policyDocument, context }` of an API's authorizer. Throws on what API Gateway would not take. */
export function policyDecision(apiId: string, payload: string): Decision {
  const answer = JSON.parse(payload);
  const policy = policyIn(apiId, answer);
  const context: Record<string, string> = { principalId: answer.principalId };
  for (const [name, value] of Object.entries(answer.context ?? {})) {
    if (value === null) continue;
    if (typeof value === 'object')
      throw new TypeError(`The context's value ${name} is not a text, a number or a boolean.`);
    // Numbers and booleans arrive as text: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    context[name] = String(value);
  }
  return { policy, context };
}

/** The policy in what an API's authorizer answered. Throws when there is none, or nobody whom it is of. */
export function policyIn(apiId: string, answer: JsonObject | null): Policy {
  if (typeof answer?.principalId !== 'string') throw new TypeError('There is no principalId.');
  if (typeof answer.policyDocument !== 'object' || answer.policyDocument === null)
    throw new TypeError('There is no policyDocument.');
  return compileCallerPolicy(answer.policyDocument, executeApiArn(apiId, ''));
}

function errorMessage(payload: string): unknown {
  try {
    return JSON.parse(payload)?.errorMessage;
  } catch {
    return undefined;
  }
}
