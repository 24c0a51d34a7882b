import {
  ACCOUNT,
  AwsError,
  type GridContext,
  type JsonObject,
  type Permission,
  REGION,
  type Service,
} from '../service.ts';
import { functionProvider } from './custom/functionProvider.ts';
import { customResource } from './custom/resource.ts';
import { Responses } from './custom/responses.ts';
import type { Outputs } from './deploy.ts';
import { createRecord, type RecordedResource } from './record.ts';
import { stackId } from './scope.ts';
import { CUSTOM } from './types.ts';

/**
 * The reading half of CloudFormation's API: which stacks there are, and what their resources are called. And the custom
 * resources, which are CloudFormation's own.
 */
export function cloudformationService(grid: GridContext, outputs: () => Outputs): Service {
  const { store } = grid;
  const responses = new Responses();
  const rowsOf = ({ StackName }: JsonObject): RecordedResource[] => {
    if (!Object.hasOwn(outputs(), StackName)) throw noStack(StackName);
    return createRecord(store)
      .all()
      .filter(({ stack }) => stack === StackName);
  };
  return {
    name: 'cloudformation',
    resources: { [CUSTOM]: customResource(grid, functionProvider(grid, responses)) },
    actions: {
      PutCustomResourceResponse: responses.put,
      DescribeStacks: {
        permissions: (input) => rights('cloudformation:DescribeStacks', input),
        run({ input: { StackName } }) {
          const names = Object.keys(outputs()).filter((name) => StackName === undefined || name === StackName);
          if (StackName !== undefined && names.length === 0) throw noStack(StackName);
          return { Stacks: names.map((name) => describe(name, outputs()[name] ?? {})) };
        },
      },
      ListStackResources: {
        permissions: (input) => rights('cloudformation:ListStackResources', input),
        run: ({ input }) => ({ StackResourceSummaries: rowsOf(input).map(summary) }),
      },
      DescribeStackResources: {
        permissions: (input) => rights('cloudformation:DescribeStackResources', input),
        run: ({ input }) => ({
          StackResources: rowsOf(input)
            .filter(({ logicalId }) => [undefined, logicalId].includes(input.LogicalResourceId))
            .map((row) => ({ StackName: row.stack, StackId: stackId(row.stack), ...summary(row) })),
        }),
      },
    },
  };
}

function describe(name: string, outputs: Record<string, string>): JsonObject {
  return {
    StackId: stackId(name),
    StackName: name,
    StackStatus: 'CREATE_COMPLETE',
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}

function summary({ logicalId, ref, type }: RecordedResource): JsonObject {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: ref ?? undefined,
    ResourceType: type,
    ResourceStatus: ref === null ? 'CREATE_FAILED' : 'CREATE_COMPLETE',
  };
}

function rights(action: string, { StackName = '*' }: JsonObject): Permission[] {
  return [{ action, resource: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${StackName}/*` }];
}

function noStack(name: string): AwsError {
  return new AwsError('ValidationError', `Stack with id ${name} does not exist`);
}
