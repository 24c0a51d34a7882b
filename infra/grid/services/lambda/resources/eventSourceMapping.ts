import { createHash } from 'node:crypto';
import { AwsError, type Permission, type ResourceInput, type ResourceType } from '../../../service.ts';
import { checkDestination } from '../destinations.ts';
import { filtersFrom } from '../mappings/filters.ts';
import { checkBatchSize, type MappingSettings } from '../mappings/settings.ts';
import type { LambdaParts } from '../parts.ts';
import { flagOf, numberIn, onlyKnown, refusal } from '../properties.ts';

const QUEUE_RIGHTS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const STREAM_RIGHTS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/** `AWS::Lambda::EventSourceMapping` of queues and DynamoDB streams. */
export function eventSourceMappingResource({ grid, registry, mappings }: LambdaParts): ResourceType {
  return {
    acted: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'ScalingConfig',
      'StartingPosition',
    ],
    inert: {
      KmsKeyArn: 'Filter criteria are not encrypted at rest.',
      MetricsConfig: 'No metrics are published.',
      Tags: 'No policy of the grid reads tags.',
    },
    check: settingsFrom,
    async ensure(resource) {
      const settings = settingsFrom(resource);
      const { fn } = registry.resolve(settings.target);
      for (const action of settings.kind === 'queue' ? QUEUE_RIGHTS : STREAM_RIGHTS) {
        mayPoll(fn.role, { action, resource: settings.sourceArn });
      }
      await mustExist(settings);
      refuseSecond(settings);
      await mappings.ensure(settings);
      const arn = `${fn.arn.replace(/function:.*/, 'event-source-mapping:')}${settings.uuid}`;
      return { ref: settings.uuid, attributes: { Id: settings.uuid, EventSourceMappingArn: arn } };
    },
    remove: (resource) => mappings.remove(uuidOf(resource)),
  };

  /** AWS refuses a mapping of a source that is not there. */
  async function mustExist({ kind, sourceArn }: MappingSettings): Promise<void> {
    try {
      if (kind === 'queue') grid.queues.visibilityOf(sourceArn);
      else await grid.streams.shard(sourceArn);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const reason =
        kind === 'queue'
          ? `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${error.message}`
          : `Stream not found: ${sourceArn}`;
      throw new AwsError('InvalidParameterValueException', reason);
    }
  }

  /** … and a second one of the same source and function. */
  function refuseSecond({ uuid, sourceArn, target }: MappingSettings): void {
    const arn = registry.resolve(target).arn;
    const isSame = (other: MappingSettings) =>
      other.uuid !== uuid && other.sourceArn === sourceArn && registry.resolve(other.target).arn === arn;
    const other = mappings.all().find(isSame);
    if (!other) return;
    throw new AwsError(
      'ResourceConflictException',
      `The event source arn (" ${sourceArn} ") and function (" ${registry.resolve(target).fn.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${other.uuid}`,
      409,
    );
  }

  /** AWS refuses a mapping whose function may not read the source. */
  function mayPoll(role: string, permission: Permission): void {
    try {
      grid.access.check({ roleArn: role, arn: role }, permission);
    } catch (error) {
      const call = permission.action.split(':')[1];
      const reason = `The function execution role does not have permissions to call ${call} on ${permission.resource}`;
      throw new AwsError(
        'InvalidParameterValueException',
        `${reason} (${error instanceof Error ? error.message : error})`,
      );
    }
  }
}

function settingsFrom(resource: ResourceInput): MappingSettings {
  const { properties: given, logicalId } = resource;
  const source = String(given.EventSourceArn);
  const windowSeconds = numberIn(`${logicalId}.MaximumBatchingWindowInSeconds`, given.MaximumBatchingWindowInSeconds, {
    from: 0,
    to: 300,
    otherwise: 0,
  });
  const common = {
    uuid: uuidOf(resource),
    target: String(given.FunctionName),
    sourceArn: source,
    windowMs: windowSeconds * 1000,
    filters: filtersFrom((given.FilterCriteria?.Filters ?? []).map((filter: { Pattern: string }) => filter.Pattern)),
    reportsFailures: (given.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    enabled: flagOf(given.Enabled, true),
  };
  if (/^arn:aws:sqs:/.test(source)) return { ...common, ...queueSettings(resource, windowSeconds) };
  if (/^arn:aws:dynamodb:.*\/stream\//.test(source)) return { ...common, ...streamSettings(resource) };
  throw refusal(`${logicalId}.EventSourceArn ${source} (only queues and DynamoDB streams)`);
}

function queueSettings({ properties: given, logicalId }: ResourceInput, windowSeconds: number) {
  for (const name of [
    'BisectBatchOnFunctionError',
    'DestinationConfig',
    'MaximumRecordAgeInSeconds',
    'MaximumRetryAttempts',
    'ParallelizationFactor',
    'StartingPosition',
  ]) {
    if (given[name] !== undefined)
      throw new AwsError('InvalidParameterValueException', `${logicalId}.${name} is not for queues.`);
  }
  const batchSize = numberIn(`${logicalId}.BatchSize`, given.BatchSize, { from: 1, to: 10_000, otherwise: 10 });
  const sourceArn = String(given.EventSourceArn);
  checkBatchSize({ kind: 'queue', sourceArn, windowMs: windowSeconds * 1000 }, batchSize);
  const concurrency = given.ScalingConfig?.MaximumConcurrency;
  if (concurrency === undefined) return { kind: 'queue' as const, batchSize };
  const maxConcurrency = numberIn(`${logicalId}.MaximumConcurrency`, concurrency, { from: 2, to: 1000, otherwise: 2 });
  return { kind: 'queue' as const, batchSize, maxConcurrency };
}

function streamSettings({ properties: given, logicalId }: ResourceInput) {
  if (given.ScalingConfig)
    throw new AwsError('InvalidParameterValueException', `${logicalId}.ScalingConfig is only for queues.`);
  const start = given.StartingPosition;
  if (start !== 'TRIM_HORIZON' && start !== 'LATEST') throw refusal(`${logicalId}.StartingPosition ${start}`);
  onlyKnown(`${logicalId}.DestinationConfig`, given.DestinationConfig ?? {}, ['OnFailure']);
  const onFailure = given.DestinationConfig?.OnFailure?.Destination;
  return {
    kind: 'stream' as const,
    start: start as 'TRIM_HORIZON' | 'LATEST',
    batchSize: numberIn(`${logicalId}.BatchSize`, given.BatchSize, { from: 1, to: 10_000, otherwise: 100 }),
    parallel: numberIn(`${logicalId}.ParallelizationFactor`, given.ParallelizationFactor, {
      from: 1,
      to: 10,
      otherwise: 1,
    }),
    retry: {
      bisect: flagOf(given.BisectBatchOnFunctionError, false),
      maxRetries: unlimited(
        numberIn(`${logicalId}.MaximumRetryAttempts`, given.MaximumRetryAttempts, {
          from: -1,
          to: 10_000,
          otherwise: -1,
        }),
      ),
      maxAgeMs:
        1000 *
        unlimited(
          numberIn(`${logicalId}.MaximumRecordAgeInSeconds`, given.MaximumRecordAgeInSeconds, {
            from: -1,
            to: 604_800,
            otherwise: -1,
          }),
        ),
    },
    ...(onFailure ? { onFailure: checkDestination(`${logicalId}.OnFailure`, onFailure) } : {}),
  };
}

function unlimited(number: number): number {
  return number === -1 ? Number.POSITIVE_INFINITY : number;
}

/** The same mapping has the same id in every deployment: its position and what the API changed go by it. */
function uuidOf({ stack, logicalId }: ResourceInput): string {
  const digest = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
