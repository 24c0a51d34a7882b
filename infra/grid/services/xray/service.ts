import {
  ACCOUNT,
  type Action,
  AwsError,
  type GridContext,
  type JsonObject,
  REGION,
  type Service,
  type Traces,
} from '../../service.ts';
import { Daemon } from './daemon.ts';
import { type Kept, Segments } from './segments.ts';

/** The most traces that one BatchGetTraces may ask for. */
const MOST_TRACES = 5;

/** X-Ray: takes segments from the services and, by its daemon, from functions, and gives them back by trace. */
export function xrayService(grid: GridContext): Service & Traces {
  const segments = new Segments(grid.store, grid.log);
  const daemon = new Daemon((document) => segments.add(document), grid.log);
  let address = '';
  return {
    name: 'xray',
    actions: {
      PutTraceSegments: putTraceSegments(segments),
      BatchGetTraces: batchGetTraces(segments),
      GetTraceSummaries: getTraceSummaries(segments),
    },
    resources: {
      'AWS::XRay::SamplingRule': {
        acted: [],
        inert: {
          SamplingRule: 'the grid tells of every request, by the template of its route and never by its path',
          Tags: 'no policy of the grid reads tags',
        },
        ensure: ({ properties, defaultName }) => {
          const name: string = properties.SamplingRule?.RuleName ?? defaultName;
          const arn = `arn:aws:xray:${REGION}:${ACCOUNT}:sampling-rule/${name}`;
          return { ref: arn, attributes: { RuleARN: arn } };
        },
        remove() {},
      },
    },
    get daemon() {
      return address;
    },
    tell(segment) {
      try {
        segments.add(JSON.stringify(segment));
      } catch (error) {
        // The work that it describes is done, and must not fail for its description.
        grid.log(`X-Ray: a segment was dropped: ${(error as Error).message}`);
      }
    },
    async start() {
      address = await daemon.start();
    },
    async stop() {
      daemon.stop();
      await segments.flush();
    },
  };
}

function putTraceSegments(segments: Segments): Action {
  return {
    http: 'POST /TraceSegments',
    permissions: () => [{ action: 'xray:PutTraceSegments', resource: '*' }],
    run({ input }) {
      const refused = (input.TraceSegmentDocuments as string[]).flatMap((document) => {
        try {
          segments.add(document);
          return [];
        } catch (error) {
          return [{ ErrorCode: (error as AwsError).code, Message: (error as Error).message }];
        }
      });
      return { UnprocessedTraceSegments: refused };
    },
  };
}

function batchGetTraces(segments: Segments): Action {
  return {
    http: 'POST /Traces',
    permissions: () => [{ action: 'xray:BatchGetTraces', resource: '*' }],
    async run({ input }) {
      const ids = input.TraceIds as string[];
      if (ids.length > MOST_TRACES)
        throw new AwsError('InvalidRequestException', `At most ${MOST_TRACES} traces at once`);
      const traces = await Promise.all(ids.map(async (id) => ({ id, kept: await segments.of(id) })));
      return {
        Traces: traces
          .filter(({ kept }) => kept.length > 0)
          .map(({ id, kept }) => ({
            Id: id,
            Duration: durationOf(kept),
            LimitExceeded: false,
            Segments: kept.map((segment) => ({ Id: segment.id, Document: segment.document })),
          })),
        // X-Ray says so of traces that it can't give yet, and leaves out those that it does not know.
        UnprocessedTraceIds: [],
      };
    },
  };
}

function getTraceSummaries(segments: Segments): Action {
  return {
    http: 'POST /TraceSummaries',
    permissions: () => [{ action: 'xray:GetTraceSummaries', resource: '*' }],
    async run({ input }) {
      if (input.FilterExpression) {
        throw new AwsError(
          'InvalidRequestException',
          'The grid gives summaries by time only, without FilterExpression.',
        );
      }
      const ids = await segments.between(input.StartTime, input.EndTime);
      const summaries = await Promise.all(ids.map(async (id) => summaryOf(id, await segments.of(id))));
      return { TraceSummaries: summaries, TracesProcessedCount: summaries.length, ApproximateTime: input.EndTime };
    },
  };
}

function summaryOf(id: string, kept: readonly Kept[]): JsonObject {
  const documents = kept.map(({ document }) => JSON.parse(document) as JsonObject);
  return {
    Id: id,
    Duration: durationOf(kept),
    HasFault: documents.some(({ fault }) => fault === true),
    HasError: documents.some(({ error }) => error === true),
    IsPartial: documents.some(({ in_progress }) => in_progress === true),
  };
}

function durationOf(kept: readonly Kept[]): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { start, end } of kept) {
    first = Math.min(first, start);
    last = Math.max(last, end);
  }
  return last - first;
}
