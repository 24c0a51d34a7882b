import { ACCOUNT, type Action, AwsError, REGION } from '../../../service.ts';
import { checkBatchSize, type MappingSettings } from '../mappings/settings.ts';
import type { LambdaParts } from '../parts.ts';
import { numberIn } from '../properties.ts';

/** What `UpdateEventSourceMapping` may change here; the rest belongs in the template. */
const CHANGEABLE = ['UUID', 'Enabled', 'BatchSize', 'FunctionName'];

/** `GetEventSourceMapping`. */
export function getEventSourceMapping(parts: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/event-source-mappings/{UUID}',
    permissions: (input) => [{ action: 'lambda:GetEventSourceMapping', resource: arnOf(input.UUID) }],
    run: ({ input }) => described(parts, parts.mappings.get(input.UUID)),
  };
}

/** `ListEventSourceMappings`, of a function or of a source. */
export function listEventSourceMappings(parts: LambdaParts): Action {
  return {
    http: 'GET /2015-03-31/event-source-mappings',
    permissions: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
    run({ input }) {
      const wanted = input.FunctionName && parts.registry.resolve(input.FunctionName).fn.arn;
      const found = parts.mappings
        .all()
        .filter(({ sourceArn }) => !input.EventSourceArn || sourceArn === input.EventSourceArn)
        .filter(({ target }) => !wanted || parts.registry.resolve(target).fn.arn === wanted);
      return { EventSourceMappings: found.map((settings) => described(parts, settings)) };
    },
  };
}

/** `UpdateEventSourceMapping`: pauses, resumes, or changes the batch size. It holds until the template changes the mapping. */
export function updateEventSourceMapping(parts: LambdaParts): Action {
  return {
    http: 'PUT /2015-03-31/event-source-mappings/{UUID}',
    permissions: (input) => [{ action: 'lambda:UpdateEventSourceMapping', resource: arnOf(input.UUID) }],
    async run({ input }) {
      const other = Object.keys(input).find((name) => !CHANGEABLE.includes(name));
      if (other)
        throw new AwsError(
          'InvalidParameterValueException',
          `The grid changes only Enabled and BatchSize of a mapping by API; change ${other} in the template.`,
        );
      const { Enabled, BatchSize } = input;
      if (BatchSize !== undefined) checkBatchSize(parts.mappings.get(input.UUID), Number(BatchSize));
      const settings = await parts.mappings.change(input.UUID, {
        ...(Enabled === undefined ? {} : { enabled: Enabled === true }),
        ...(BatchSize === undefined
          ? {}
          : { batchSize: numberIn('BatchSize', BatchSize, { from: 1, to: 10_000, otherwise: 10 }) }),
      });
      return described(parts, settings);
    },
  };
}

function arnOf(uuid: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:event-source-mapping:${uuid}`;
}

function described({ registry, mappings }: LambdaParts, settings: MappingSettings): Record<string, unknown> {
  return {
    UUID: settings.uuid,
    EventSourceMappingArn: arnOf(settings.uuid),
    EventSourceArn: settings.sourceArn,
    FunctionArn: registry.resolve(settings.target).arn,
    State: settings.enabled ? 'Enabled' : 'Disabled',
    LastModified: mappings.modifiedAt(settings.uuid) / 1000,
    // As recorded from AWS (LocalStack's `test_api.snapshot.json` of event source mappings).
    StateTransitionReason: settings.kind === 'queue' ? 'USER_INITIATED' : 'User action',
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.windowMs / 1000,
    FunctionResponseTypes: settings.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(settings.filters.texts.length > 0 && {
      FilterCriteria: { Filters: settings.filters.texts.map((Pattern) => ({ Pattern })) },
    }),
    ...(settings.kind === 'queue' ? ofQueue(settings) : ofStream(settings)),
  };
}

function ofQueue({ maxConcurrency }: MappingSettings & { kind: 'queue' }): object {
  return maxConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maxConcurrency } };
}

function ofStream({ start, parallel, retry, onFailure }: MappingSettings & { kind: 'stream' }): object {
  return {
    StartingPosition: start,
    TumblingWindowInSeconds: 0,
    ParallelizationFactor: parallel,
    BisectBatchOnFunctionError: retry.bisect,
    MaximumRetryAttempts: limitOf(retry.maxRetries),
    MaximumRecordAgeInSeconds: limitOf(retry.maxAgeMs / 1000),
    DestinationConfig: { OnFailure: onFailure ? { Destination: onFailure } : {} },
  };
}

/** The API writes -1 for no limit. */
function limitOf(value: number): number {
  return Number.isFinite(value) ? value : -1;
}
