import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sqs } from '../clients/sqs.ts';
import { variable } from '../environment.ts';
import { count, logger } from '../telemetry.ts';
import { isStranded, untilNextTry } from './patience.ts';

/** SQS hides a message for twelve hours at most, from when it was received: a little less. */
const LONGEST_LATER_SECONDS = 43_000;

/** A message that was dealt with, and is to be seen once more after some seconds. */
export class Later extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`To be seen again in ${seconds} s.`);
    this.seconds = seconds;
  }
}

/**
 * Hides a message that failed until its next try. Without it, it would come back only after the queue's visibility
 * timeout, which has to be long enough for the slowest batch.
 */
export async function putBack(record: SQSRecord, error: unknown): Promise<void> {
  if (!(error instanceof Later))
    logger.warn(`The message ${record.messageId} failed and goes back into the queue`, error as Error);
  if (isStranded(record, error)) count('MensajesSinServicio');
  const seconds = error instanceof Later ? Math.min(error.seconds, LONGEST_LATER_SECONDS) : untilNextTry(record, error);
  try {
    await sqs().send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: variable('QUEUE_URL'),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  } catch (failure) {
    logger.warn('The message waits for its whole visibility timeout', failure as Error);
  }
}
