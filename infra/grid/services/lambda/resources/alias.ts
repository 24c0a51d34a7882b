import type { ResourceInput, ResourceType } from '../../../service.ts';
import { functionArn } from '../function.ts';
import type { LambdaParts } from '../parts.ts';
import { parseTarget } from '../target.ts';

/** `AWS::Lambda::Alias`: a name for one version. Weighted routing is refused. */
export function aliasResource({ registry }: LambdaParts): ResourceType {
  return {
    acted: ['FunctionName', 'FunctionVersion', 'Name'],
    inert: {
      Description: 'Nothing shows it.',
      ProvisionedConcurrencyConfig: 'Instances are started as they are needed.',
    },
    ensure(resource) {
      const name = nameOf(resource);
      const { Name, FunctionVersion } = resource.properties;
      registry.setAlias(name, Name, String(FunctionVersion));
      registry.resolve(name, Name);
      const arn = `${functionArn(name)}:${Name}`;
      return { ref: arn, attributes: { AliasArn: arn } };
    },
    remove: (resource) => registry.deleteAlias(nameOf(resource), resource.properties.Name),
  };
}

function nameOf({ properties }: ResourceInput): string {
  return parseTarget(properties.FunctionName).name;
}
