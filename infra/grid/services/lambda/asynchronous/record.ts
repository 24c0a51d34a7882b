import type { Invocation } from '../../../service.ts';
import { type LambdaFunction, qualifiedArn } from '../function.ts';
import type { Pending } from './queue.ts';

/** Why an asynchronous invocation ended. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/** An invocation that is over: what was asked, how it ended, and the last answer, if the function gave one. */
export interface Ended {
  readonly entry: Pending;
  readonly fn: LambdaFunction;
  readonly condition: Condition;
  readonly answer?: Invocation;
}

/** The document that goes to a destination: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function invocationRecord({ entry, fn, condition, answer }: Ended, now: number): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: entry.id,
      functionArn: qualifiedArn(fn),
      condition,
      approximateInvokeCount: entry.failures + (condition === 'Success' ? 1 : 0),
    },
    requestPayload: JSON.parse(entry.payload),
    ...(answer && {
      responseContext: {
        statusCode: 200,
        executedVersion: fn.version,
        ...(answer.functionError && { functionError: answer.functionError }),
      },
      responsePayload: JSON.parse(answer.payload),
    }),
  });
}

/** The attributes of a message in a dead-letter queue, whose body is the event itself. */
export function deadLetterAttributes({ entry, answer }: Ended): Record<string, object> {
  const message = answer ? String(JSON.parse(answer.payload)?.errorMessage ?? '') : '';
  return {
    RequestID: { DataType: 'String', StringValue: entry.id },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ...(message && { ErrorMessage: { DataType: 'String', StringValue: message.slice(0, 1024) } }),
  };
}
