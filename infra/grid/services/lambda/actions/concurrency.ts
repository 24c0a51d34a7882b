import { type Action, AwsError, RawAnswer } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';
import { numberIn } from '../properties.ts';

/** `PutFunctionConcurrency`: until it is deleted, or the grid starts again, it takes the place of the template's. */
export function putFunctionConcurrency({ registry }: LambdaParts): Action {
  return {
    http: 'PUT /2017-10-31/functions/{FunctionName}/concurrency',
    permissions: (input) => [
      { action: 'lambda:PutFunctionConcurrency', resource: registry.resolve(input.FunctionName).arn },
    ],
    run({ input }) {
      const { fn } = registry.resolve(input.FunctionName);
      if (input.ReservedConcurrentExecutions === undefined) {
        throw new AwsError('InvalidParameterValueException', 'ReservedConcurrentExecutions is missing.');
      }
      const reserved = numberIn('ReservedConcurrentExecutions', input.ReservedConcurrentExecutions, {
        from: 0,
        to: 1000,
        otherwise: 0,
      });
      registry.reserve(fn.name, reserved);
      return { ReservedConcurrentExecutions: reserved };
    },
  };
}

/** `DeleteFunctionConcurrency`: back to what the template says. */
export function deleteFunctionConcurrency({ registry }: LambdaParts): Action {
  return {
    http: 'DELETE /2017-10-31/functions/{FunctionName}/concurrency',
    permissions: (input) => [
      { action: 'lambda:DeleteFunctionConcurrency', resource: registry.resolve(input.FunctionName).arn },
    ],
    run({ input }) {
      registry.reserve(registry.resolve(input.FunctionName).fn.name, undefined);
      return new RawAnswer(204, {}, '');
    },
  };
}

/** `GetFunctionConcurrency`. */
export function getFunctionConcurrency({ registry }: LambdaParts): Action {
  return {
    http: 'GET /2019-09-30/functions/{FunctionName}/concurrency',
    permissions: (input) => [
      { action: 'lambda:GetFunctionConcurrency', resource: registry.resolve(input.FunctionName).arn },
    ],
    run({ input }) {
      const { fn } = registry.resolve(input.FunctionName);
      return fn.reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: fn.reservedConcurrency };
    },
  };
}
