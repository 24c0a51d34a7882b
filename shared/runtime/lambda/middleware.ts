import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Context,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { logger, metrics } from '../telemetry.ts';
import { type Batches, workThrough } from './batch.ts';
import { readable } from './crossOrigin.ts';
import { bury } from './deadLetter.ts';
import { correlationOf, tokenHeader } from './headers.ts';
import { problem } from './problem.ts';
import { putBack } from './putBack.ts';
import { recordedIn } from './recorded.ts';

/**
 * What wraps every HTTP function, outermost first: structured log with the request's context, metrics, the correlation id
 * in every log line and answer (one that cannot be kept is refused), errors as problem details, and for whose pages an answer is.
 */
export function httpFunction(work: (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .use({
      before: ({ event }) => {
        logger.appendKeys({ correlationId: correlationOf(event) });
        tokenHeader(event, 'X-Correlation-Id');
      },
      after: ({ event, response }) => stamp(response, event),
      onError: (request) => {
        request.response = problem(request.error, request.context.awsRequestId);
        stamp(request.response, request.event);
      },
    })
    .handler(work);
}

/** What wraps every function: structured log with the request's context, and metrics. */
export function observed<E, R>(work: (event: E, context: Context) => Promise<R>) {
  return middy<E, R>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .handler(work);
}

/**
 * What wraps every function that a queue feeds: the same log and metrics; the messages in groups, so that none takes
 * another along. What fails goes back into the queue: for a few seconds where a service is away, later each time where it
 * fails of itself; for the last time, with its reason, into the function's dead-letter queue.
 */
export function queueFunction(batches: Batches) {
  return fedByQueue(batches, recordedIn);
}

/** The same of messages that carry something else than events of the log. */
export function fedByQueue<E>(batches: Batches<E>, read: (record: SQSRecord) => E) {
  return observed(async ({ Records }: SQSEvent, { functionName }): Promise<SQSBatchResponse> => {
    const failures = [...(await workThrough(Records, batches, read))];
    const settled = await Promise.all(
      failures.map(async ([record, error]) => {
        if (await bury(record, error, functionName)) return [];
        await putBack(record, error);
        return [{ itemIdentifier: record.messageId }];
      }),
    );
    return { batchItemFailures: settled.flat() };
  });
}

function stamp(response: APIGatewayProxyResult | null | undefined, event: APIGatewayProxyEvent): void {
  if (!response) return;
  response.headers = { ...readable(response, event).headers, 'X-Correlation-Id': correlationOf(event) };
}
