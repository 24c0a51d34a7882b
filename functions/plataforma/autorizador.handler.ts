import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { authorize } from '#shared/runtime/lambda/authorizer.ts';
import { toAuthorizer } from '#shared/runtime/lambda/caller.ts';
import { meterOf } from '#shared/runtime/meters.ts';
import { callerOf } from '#shared/runtime/tokens.ts';

/**
 * Lets a caller with a valid token into the API and tells the functions who it is. What the caller may do there is for
 * each function to say, by scope and owner, and it is told when the token ends; so the answer may be cached for every method.
 */
export function handler({
  authorizationToken,
  methodArn,
}: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  return authorize(methodArn, async () => {
    const caller = await callerOf(authorizationToken);
    return { principalId: caller.actor.subject, context: toAuthorizer(caller), meter: meterOf(caller.actor) };
  });
}
