import { type MessageAttributeValue, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sqs } from '../clients/sqs.ts';
import { variable } from '../environment.ts';
import { count, logger } from '../telemetry.ts';
import { isDead } from './patience.ts';

/** Enough to tell what went wrong; what comes behind it is in the log. */
const LONGEST_REASON = 300;

/** Who gives something up, and after how many attempts. */
interface GivenUp {
  readonly functionName: string;
  readonly attempts: number;
}

/** What may be told of an error outside of the log. */
export interface Reason {
  /** The name of the error. */
  readonly error: string;
  /** What it says, where that cannot quote a customer. */
  readonly reason: string;
}

/**
 * Puts a message that is not to be tried again into the function's dead-letter queue, and gives whether it did. Where this
 * fails, the message is tried once more.
 */
export async function bury(record: SQSRecord, error: unknown, functionName: string): Promise<boolean> {
  if (!isDead(record, error, Number(variable('MOST_TRIES')))) return false;
  const attempts = Number(record.attributes.ApproximateReceiveCount);
  try {
    await sendDeadLetter(record.body, error, { functionName, attempts });
    logger.error(`The message ${record.messageId} is dead after ${attempts} attempts`, error as Error);
    return true;
  } catch (failure) {
    logger.error('A dead letter could not be sent; the message goes back into the queue', failure as Error);
    return false;
  }
}

/** Sends a dead letter, with its reason as attributes. Throws what SQS refuses it with. */
export async function sendDeadLetter(body: string, error: unknown, { functionName, attempts }: GivenUp): Promise<void> {
  const { error: name, reason } = reasonOf(error);
  await sqs().send(
    new SendMessageCommand({
      QueueUrl: variable('DEAD_LETTERS_URL'),
      MessageBody: body,
      MessageAttributes: {
        function: text(functionName),
        error: text(name),
        reason: text(reason),
        attempts: { DataType: 'Number', StringValue: String(attempts) },
        failedAt: text(new Date().toISOString()),
      },
    }),
  );
  count('MensajesMuertos');
}

/**
 * What may be told of an error outside of the log. A service's answer and a parser's complaint quote what they were
 * given, which may be personal: of these only the name.
 */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof Error)) return { error: 'Error', reason: 'Something else than an error was thrown.' };
  const quotes = error instanceof SyntaxError || '$metadata' in error;
  const said = quotes ? 'See the log of the function.' : error.message;
  return { error: error.name, reason: said.replace(/[^\x20-\x7e\xa0-\ud7ff]+/g, ' ').slice(0, LONGEST_REASON) || '-' };
}

function text(StringValue: string): MessageAttributeValue {
  return { DataType: 'String', StringValue };
}
