import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { Fault } from '../fault.ts';
import { logger } from '../telemetry.ts';

/** Who was let in, and what the functions are told of them, as texts. */
export interface LetIn {
  readonly principalId: string;
  readonly context: Record<string, string>;
  /** By which key the API counts their requests, where it does. */
  readonly meter?: string | undefined;
}

/**
 * An authorizer's answer: whoever is known may call every route of the stage. What they may do there is for each function
 * to say.
 * @param methodArn what was called: `arn:…:api/stage/GET/ordenes`.
 * @throws Error "Unauthorized", to which API Gateway answers 401, for whoever is refused by a Fault.
 */
export async function authorize(methodArn: string, letIn: () => Promise<LetIn>): Promise<APIGatewayAuthorizerResult> {
  try {
    const { principalId, context, meter } = await letIn();
    return {
      principalId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: stageOf(methodArn) }],
      },
      context,
      ...(meter && { usageIdentifierKey: meter }),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn(error.message, error.cause as Error);
    throw new Error('Unauthorized');
  }
}

/** Every method and path, or route, of the stage. */
function stageOf(methodArn: string): string {
  return `${methodArn.split('/').slice(0, 2).join('/')}/*`;
}
