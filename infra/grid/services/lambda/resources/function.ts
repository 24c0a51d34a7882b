import { isDeepStrictEqual } from 'node:util';
import { AwsError, type GridContext, type ResourceType } from '../../../service.ts';
import { isSameCode } from '../code.ts';
import { functionArn, type LambdaFunction } from '../function.ts';
import { layersFolder } from '../layers.ts';
import type { LambdaParts } from '../parts.ts';
import { functionFrom, functionName } from './functionProperties.ts';

/** `AWS::Lambda::Function`. One that nothing will call has a name and nothing else: it may be one that cannot run here. */
export function functionResource({ grid, registry, fleet }: LambdaParts): ResourceType {
  const forget = (name: string) => {
    const fn = registry.delete(name);
    if (fn) fleet.remove(fn);
  };
  return {
    acted: [
      'Code',
      'DeadLetterConfig',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'Layers',
      'LoggingConfig',
      'MemorySize',
      'PackageType',
      'ReservedConcurrentExecutions',
      'Role',
      'Runtime',
      'Timeout',
      'TracingConfig',
    ],
    inert: {
      Architectures: 'Functions run on the architecture of this machine.',
      EphemeralStorage: 'Functions use the temporary folder of this machine, without a limit.',
      KmsKeyArn: 'Environment variables are not encrypted at rest.',
      RecursiveLoop: 'Recursive loops are not detected.',
      RuntimeManagementConfig: 'The runtime is the Node.js that the grid runs on.',
      Tags: 'No policy of the grid reads tags.',
    },
    check(resource) {
      if (!resource.idle) functionFrom(resource);
    },
    ensure(resource) {
      if (resource.idle) {
        forget(functionName(resource));
        return { ref: functionName(resource), attributes: { Arn: functionArn(functionName(resource)) } };
      }
      const wanted = functionFrom(resource);
      const fn = { ...wanted, layers: wanted.layers.map((arn) => registry.layer(arn)) };
      checkTrust(grid, fn);
      layersFolder(grid, fn);
      const before = registry.latest(fn.name);
      registry.set(fn);
      // What it signed before a restart (a URL of S3) is of its role still, though no instance has begun yet.
      grid.access.credentialsFor(fn.role, fn.name);
      if (before && !isSame(grid, before, fn)) fleet.replace(fn);
      return { ref: fn.name, attributes: { Arn: fn.arn } };
    },
    remove: (resource) => forget(functionName(resource)),
  };
}

function isSame(
  grid: GridContext,
  { code: before, ...rest }: LambdaFunction,
  { code: now, ...wanted }: LambdaFunction,
) {
  return isDeepStrictEqual(rest, wanted) && isSameCode(grid, before, now);
}

/** Whether the role's trust policy lets Lambda take it. */
function checkTrust({ access }: GridContext, { arn, role }: LambdaFunction): void {
  try {
    access.checkService({ service: 'lambda.amazonaws.com', arn }, { action: 'sts:AssumeRole', resource: role });
  } catch {
    throw new AwsError(
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
    );
  }
}
