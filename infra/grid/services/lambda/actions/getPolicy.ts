import { type Action, AwsError } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';

/** `GetPolicy`: the statements that the template's permissions gave the function. */
export function getPolicy({ registry, policies }: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/functions/{FunctionName}/policy',
    permissions: (input) => [
      { action: 'lambda:GetPolicy', resource: registry.resolve(input.FunctionName, input.Qualifier).arn },
    ],
    run({ input }) {
      const { arn } = registry.resolve(input.FunctionName, input.Qualifier);
      const statements = [...policies.values()]
        .filter((policy) => policy.arn === arn)
        .map((policy) => policy.statement);
      if (statements.length === 0) {
        throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
      }
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements }) };
    },
  };
}
