import type { Action } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';
import { configurationOf, descriptionOf } from './configuration.ts';

/** `GetFunction`. */
export function getFunction(parts: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/functions/{FunctionName}',
    permissions: (input) => [
      { action: 'lambda:GetFunction', resource: parts.registry.resolve(input.FunctionName, input.Qualifier).arn },
    ],
    run: ({ input }) => descriptionOf(parts, parts.registry.resolve(input.FunctionName, input.Qualifier)),
  };
}

/** `GetFunctionConfiguration`. */
export function getFunctionConfiguration({ registry }: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/functions/{FunctionName}/configuration',
    permissions: (input) => [
      {
        action: 'lambda:GetFunctionConfiguration',
        resource: registry.resolve(input.FunctionName, input.Qualifier).arn,
      },
    ],
    run: ({ input }) => configurationOf(registry.resolve(input.FunctionName, input.Qualifier)),
  };
}

/** `ListFunctions`, without versions. */
export function listFunctions({ registry }: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/functions',
    permissions: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
    run({ input }) {
      const size = Math.min(50, Number(input.MaxItems ?? 50));
      const after = input.Marker ?? '';
      const rest = registry.all().filter(({ name }) => name > after);
      const page = rest.slice(0, size);
      return {
        Functions: page.map((fn) => configurationOf({ fn, qualifier: undefined })),
        ...(rest.length > size && { NextMarker: page.at(-1)?.name }),
      };
    },
  };
}
