import type { ResourceInput, ResourceType } from '../../../service.ts';
import type { InvokeConfig } from '../asynchronous/invokeConfig.ts';
import { checkDestination } from '../destinations.ts';
import type { LambdaParts } from '../parts.ts';
import { numberIn, onlyKnown } from '../properties.ts';
import { parseTarget } from '../target.ts';

/** `AWS::Lambda::EventInvokeConfig`. */
export function eventInvokeConfigResource({ configs }: LambdaParts): ResourceType {
  return {
    acted: ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
    inert: {},
    check: configFrom,
    ensure(resource) {
      configs.set(nameOf(resource), resource.properties.Qualifier, configFrom(resource));
      return { ref: resource.defaultName, attributes: {} };
    },
    remove: (resource) => configs.set(nameOf(resource), resource.properties.Qualifier, undefined),
  };
}

function configFrom({ properties, logicalId }: ResourceInput): InvokeConfig {
  const { DestinationConfig: destinations = {}, MaximumEventAgeInSeconds, MaximumRetryAttempts } = properties;
  onlyKnown(`${logicalId}.DestinationConfig`, destinations, ['OnSuccess', 'OnFailure']);
  const onSuccess = destinations.OnSuccess?.Destination;
  const onFailure = destinations.OnFailure?.Destination;
  return {
    maxAgeSeconds: numberIn(`${logicalId}.MaximumEventAgeInSeconds`, MaximumEventAgeInSeconds, {
      from: 60,
      to: 21_600,
      otherwise: 21_600,
    }),
    maxRetries: numberIn(`${logicalId}.MaximumRetryAttempts`, MaximumRetryAttempts, { from: 0, to: 2, otherwise: 2 }),
    ...(onSuccess ? { onSuccess: checkDestination(`${logicalId}.OnSuccess`, onSuccess) } : {}),
    ...(onFailure ? { onFailure: checkDestination(`${logicalId}.OnFailure`, onFailure) } : {}),
  };
}

function nameOf({ properties }: ResourceInput): string {
  return parseTarget(properties.FunctionName).name;
}
