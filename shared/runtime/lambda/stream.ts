import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '../telemetry.ts';
import { type Reason, reasonOf, sendDeadLetter } from './deadLetter.ts';
import { observed } from './middleware.ts';

/** What became of a batch. Lambda reads the first member; who redrives a dead letter reads why it is dead again. */
interface Streamed extends DynamoDBBatchResponse {
  readonly dead: readonly Reason[];
}

/** Why a record was not done: it never can be, or it is to come again. */
export interface NotDone {
  readonly error: unknown;
  readonly forGood: boolean;
}

/** How a function deals with the records of a stream. Working twice on a record must do no harm. */
interface FromStream {
  /** Works on records, and gives those that were not done. When it throws, all come again. */
  readonly work: (records: readonly DynamoDBRecord[]) => Promise<ReadonlyMap<DynamoDBRecord, NotDone>>;
  /** What a dead letter says of a record: enough to find it again, and nothing personal. */
  readonly letter: (record: DynamoDBRecord) => object;
}

/**
 * What wraps every function that a stream feeds. A record that can never be done goes to the dead-letter queue, and nothing
 * waits for it. From the first that is to come again, the stream gives all that follows again.
 */
export function streamFunction({ work, letter }: FromStream) {
  return observed(async ({ Records }: DynamoDBStreamEvent, { functionName }): Promise<Streamed> => {
    const notDone = await work(Records);
    const dead: Reason[] = [];
    for (const record of Records) {
      const left = notDone.get(record);
      if (!left) continue;
      if (!left.forGood || !(await buried(letter(record), left.error, functionName)))
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber as string }], dead };
      dead.push(reasonOf(left.error));
    }
    return { batchItemFailures: [], dead };
  });
}

async function buried(letter: object, error: unknown, functionName: string): Promise<boolean> {
  try {
    await sendDeadLetter(JSON.stringify(letter), error, { functionName, attempts: 1 });
    logger.error('A record of a stream cannot be published', { ...letter, error: error as Error });
    return true;
  } catch (failure) {
    logger.error('A dead letter could not be sent; the stream gives the record again', failure as Error);
    return false;
  }
}
