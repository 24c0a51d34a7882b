import { type Action, AwsError } from '../../../service.ts';
import { qualifiedArn } from '../function.ts';
import type { LambdaParts } from '../parts.ts';

/** `GetFunctionEventInvokeConfig`. */
export function getFunctionEventInvokeConfig({ registry, configs }: LambdaParts): Action {
  return {
    http: 'GET /2019-09-25/functions/{FunctionName}/event-invoke-config',
    permissions: (input) => [
      {
        action: 'lambda:GetFunctionEventInvokeConfig',
        resource: registry.resolve(input.FunctionName, input.Qualifier).arn,
      },
    ],
    run({ input }) {
      const { fn, qualifier = '$LATEST' } = registry.resolve(input.FunctionName, input.Qualifier);
      const config = configs.find(fn.name, qualifier);
      if (!config) {
        throw new AwsError(
          'ResourceNotFoundException',
          `The function ${qualifiedArn(fn)} doesn't have an EventInvokeConfig`,
          404,
        );
      }
      return {
        FunctionArn: `${fn.arn}:${qualifier}`,
        MaximumRetryAttempts: config.maxRetries,
        MaximumEventAgeInSeconds: config.maxAgeSeconds,
        DestinationConfig: {
          OnSuccess: config.onSuccess ? { Destination: config.onSuccess } : {},
          OnFailure: config.onFailure ? { Destination: config.onFailure } : {},
        },
      };
    },
  };
}
