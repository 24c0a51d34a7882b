import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import { pause } from '../driver/pool.ts';

const LOOK_MS = 300;

/** Waits until the queues of a stage are empty; says which are not, and which dead-letter queues hold something. */
export async function settle(sqs: SQSClient, names: Names, patienceMs: number): Promise<string[]> {
  const ours = { QueueNamePrefix: names.of(''), MaxResults: 1_000 };
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand(ours));
  const end = performance.now() + patienceMs;
  let depths = await depthsOf(sqs, QueueUrls);
  while (depths.some(([name, depth]) => depth > 0 && !name.endsWith('-dlq')) && performance.now() < end) {
    await pause(LOOK_MS);
    depths = await depthsOf(sqs, QueueUrls);
  }
  const left = depths.filter(([, depth]) => depth > 0);
  const told = left.map(async ([name, depth]) => {
    if (!name.endsWith('-dlq')) return [`cola ${name}: quedan ${depth} mensajes`];
    const letters = await lettersIn(sqs, QueueUrls.find((one) => one.endsWith(`/${name}`)) ?? '');
    const [first] = letters.filter((letter) => !wasLeaptOver(letter));
    return first || letters.length < depth ? [`cola ${name}: quedan ${depth} mensajes; uno: ${reasonOf(first)}`] : [];
  });
  return (await Promise.all(told)).flat();
}

/** The first letters of a dead-letter queue. Nothing is taken out. */
async function lettersIn(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout: 0,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/**
 * Whether a letter is a scheduled run that was due when the clock was moved on by hours, and so was too old to begin: the
 * run after it does its work.
 */
function wasLeaptOver(letter: Message): boolean {
  const { requestContext, requestPayload } = bodyOf(letter);
  return requestContext?.condition === 'EventAgeExceeded' && requestPayload?.['detail-type'] === 'Scheduled Event';
}

/** Why a letter is dead, as far as it says. */
function reasonOf(letter: Message = {}): string {
  const { Body = '', MessageAttributes = {} } = letter;
  const said = MessageAttributes.reason?.StringValue ?? MessageAttributes.ErrorMessage?.StringValue;
  return [bodyOf(letter).requestContext?.condition, said ?? Body.slice(0, 500)].filter(Boolean).join(': ');
}

function bodyOf({ Body = '' }: Message): any {
  return Body.startsWith('{') ? JSON.parse(Body) : {};
}

async function depthsOf(sqs: SQSClient, urls: readonly string[]): Promise<[string, number][]> {
  return Promise.all(
    urls.map(async (QueueUrl): Promise<[string, number]> => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const depth =
        Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
      return [QueueUrl.split('/').at(-1) as string, depth];
    }),
  );
}
