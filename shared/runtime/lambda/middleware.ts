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
import { header } from './http.ts';
import { problem } from './problem.ts';
import { putBack } from './putBack.ts';

/**
 * What wraps every HTTP function, outermost first: structured log with the request's context, metrics, the correlation id
 * in every log line and answer, errors as problem details.
 */
export function httpFunction(work: (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .use({
      before: ({ event }) => logger.appendKeys({ correlationId: correlationOf(event) }),
      after: ({ event, response }) => stamp(response, event),
      onError: (request) => {
        request.response = problem(request.error, request.context.awsRequestId);
        stamp(request.response, request.event);
      },
    })
    .handler(work);
}

/**
 * What wraps every function that a queue feeds: the same log and metrics; each message on its own, in order; what fails
 * goes back into the queue, later each time, and to its dead-letter queue in the end.
 */
export function queueFunction(
  work: (records: readonly SQSRecord[], failed: (record: SQSRecord, error: unknown) => void) => Promise<void>,
) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .handler(async ({ Records }): Promise<SQSBatchResponse> => {
      const failures = new Map<SQSRecord, unknown>();
      await work(Records, (record, error) => failures.set(record, error));
      await Promise.all([...failures].map(([record, error]) => putBack(record, error)));
      return { batchItemFailures: [...failures.keys()].map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
}

/** The id that joins all that follows from one first request. */
export function correlationOf(event: APIGatewayProxyEvent): string {
  return header(event, 'X-Correlation-Id') ?? event.requestContext?.requestId ?? crypto.randomUUID();
}

function stamp(response: APIGatewayProxyResult | null | undefined, event: APIGatewayProxyEvent): void {
  if (response) response.headers = { ...response.headers, 'X-Correlation-Id': correlationOf(event) };
}
