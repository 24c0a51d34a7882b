import type { SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetter, giveBack, readLetters } from '../colas/letters.ts';
import { queueState, queueUrl } from '../queues.ts';

/** For as long as this command reads letters, others do not see them. */
const READING_S = 30;

/** Gives why each message is dead that was not dead when this was made. */
export type DeadSince = () => Promise<readonly string[]>;

/** Notes what is dead of some queues (by URL) before work begins. */
export async function noteDead(sqs: SQSClient, queues: readonly string[]): Promise<DeadSince> {
  const urls = await deadQueuesOf(sqs, queues);
  const before = await lettersIn(sqs, urls);
  return async () => {
    const known = Map.groupBy(before, ({ about }) => about);
    // One that was dead before, and died again, is there twice.
    const isNew = ({ about }: DeadLetter) => known.get(about)?.pop() === undefined;
    return (await lettersIn(sqs, urls)).filter(isNew).map(({ why }) => why);
  };
}

/** The URLs of their dead-letter queues. */
async function deadQueuesOf(sqs: SQSClient, queues: readonly string[]): Promise<string[]> {
  const states = await Promise.all(queues.map((url) => queueState(sqs, url)));
  const arns = new Set(states.flatMap(({ deadArn }) => deadArn ?? []));
  return Promise.all([...arns].map((arn) => queueUrl(sqs, arn.slice(arn.lastIndexOf(':') + 1))));
}

async function lettersIn(sqs: SQSClient, urls: readonly string[]): Promise<DeadLetter[]> {
  const read = urls.map(async (url) => {
    const letters = await readLetters(sqs, url, { seconds: READING_S });
    await giveBack(sqs, url, letters);
    return letters;
  });
  return (await Promise.all(read)).flat();
}
