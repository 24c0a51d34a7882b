import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { Fault } from '#shared/runtime/fault.ts';
import { toAuthorizer } from '#shared/runtime/lambda/caller.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { callerOf } from '#shared/runtime/tokens.ts';

/**
 * Lets a caller with a valid token into the API and tells the functions who it is. What the caller may do there is for
 * each function to say, by scope and owner, and it is told when the token ends; so the answer may be cached for every method.
 */
export async function handler({
  authorizationToken,
  methodArn,
}: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  try {
    const caller = await callerOf(authorizationToken);
    return {
      principalId: caller.actor.subject,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: stageOf(methodArn) }],
      },
      context: toAuthorizer(caller),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn(error.message, error.cause as Error);
    // API Gateway answers 401 to this very text.
    throw new Error('Unauthorized');
  }
}

/** `arn:…:api/stage/GET/ordenes` → every method and path of that stage. */
function stageOf(methodArn: string): string {
  return `${methodArn.split('/').slice(0, 2).join('/')}/*`;
}
