import type { Invocation } from '../../../service.ts';
import { functionArn, type LambdaFunction, qualifiedArn } from '../function.ts';
import type { Pending } from './queue.ts';

/** Why an asynchronous invocation ended. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** The answer where the version or alias that was asked for is gone. */
export const GONE = 'gone';

/** An invocation that is over: what was asked, how it ended, and the last answer, if there was one. */
export interface Ended {
  readonly entry: Pending;
  /** What ran it; `$LATEST`, which sends its record on, when what was asked for is gone. */
  readonly fn: LambdaFunction;
  readonly condition: Condition;
  readonly answer?: Invocation | typeof GONE;
}

/** The document that goes to a destination: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function invocationRecord(ended: Ended, now: number): string {
  const { entry, fn, condition, answer } = ended;
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: entry.id,
      functionArn: answer === GONE ? askedArn(entry) : qualifiedArn(fn),
      condition,
      approximateInvokeCount: entry.failures + (condition === 'Success' ? 1 : 0),
    },
    requestPayload: JSON.parse(entry.payload),
    ...responseOf(ended),
  });
}

function responseOf({ fn, answer }: Ended): object {
  if (!answer) return {};
  if (answer === GONE) return { responseContext: { statusCode: 404 } };
  return {
    responseContext: {
      statusCode: 200,
      executedVersion: fn.version,
      ...(answer.functionError && { functionError: answer.functionError }),
    },
    responsePayload: JSON.parse(answer.payload),
  };
}

/**
 * The attributes of a message in a dead-letter queue, whose body is the event itself. Without an answer of the last
 * attempt there is no code.
 */
export function deadLetterAttributes(ended: Ended): Record<string, object> {
  const { entry, answer } = ended;
  const message = messageOf(ended);
  return {
    RequestID: { DataType: 'String', StringValue: entry.id },
    ...(answer && { ErrorCode: { DataType: 'Number', StringValue: answer === GONE ? '404' : '200' } }),
    ...(message && { ErrorMessage: { DataType: 'String', StringValue: message.slice(0, 1024) } }),
  };
}

/** What went wrong, in a sentence; empty where nothing is known. */
export function messageOf({ entry, condition, answer }: Ended): string {
  if (condition === 'ZeroReservedConcurrency')
    return 'Function not invoked. Function is configured with zero reserved concurrent executions';
  if (answer === GONE) return `Function not found: ${askedArn(entry)}`;
  return answer ? String(JSON.parse(answer.payload)?.errorMessage ?? '') : '';
}

function askedArn({ name, qualifier }: Pending): string {
  return `${functionArn(name)}:${qualifier}`;
}
