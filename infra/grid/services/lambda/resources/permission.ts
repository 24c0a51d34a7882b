import { ACCOUNT, type ResourceInput, type ResourceType } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';

/** `AWS::Lambda::Permission`: one statement of a function's resource policy. */
export function permissionResource({ grid, registry, policies }: LambdaParts): ResourceType {
  return {
    acted: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
    inert: {},
    ensure(resource) {
      const { arn } = registry.resolve(resource.properties.FunctionName);
      const statement = statementOf(resource, arn);
      grid.access.setResourcePolicy(arn, ownerOf(resource), { Version: '2012-10-17', Statement: [statement] });
      policies.set(ownerOf(resource), { arn, statement });
      return { ref: resource.defaultName, attributes: { Id: resource.defaultName } };
    },
    remove(resource) {
      const known = policies.get(ownerOf(resource));
      if (known) grid.access.setResourcePolicy(known.arn, ownerOf(resource), undefined);
      policies.delete(ownerOf(resource));
    },
  };
}

function ownerOf({ stack, logicalId }: ResourceInput): string {
  return `${stack}/${logicalId}`;
}

function statementOf({ properties, defaultName }: ResourceInput, arn: string): Record<string, unknown> {
  const { Action, Principal, SourceAccount, SourceArn } = properties;
  const condition = {
    ...(SourceArn ? { ArnLike: { 'AWS:SourceArn': SourceArn } } : {}),
    ...(SourceAccount ? { StringEquals: { 'AWS:SourceAccount': SourceAccount } } : {}),
  };
  return {
    Sid: defaultName,
    Effect: 'Allow',
    Principal: principalOf(Principal),
    Action,
    Resource: arn,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (principal.endsWith('.amazonaws.com')) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : (principal ?? ACCOUNT) };
}
