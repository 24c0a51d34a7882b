import { isDeepStrictEqual } from 'node:util';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { inParallel } from '../driver/pool.ts';
import { clientsOf } from '../smoke/clients.ts';
import { wantedIn } from '../smoke/template.ts';

const BODY = 'Espera a que alguien la mire';
const AT_ONCE = 4;

/** Leaves a message in each dead-letter queue, from where nothing takes it away. Gives the queues. */
export async function leaveMessages(endpoint: string, assembly: string): Promise<string[]> {
  const { sqs } = clientsOf(endpoint);
  const queues = wantedIn(assembly)
    .filter(({ type, name }) => type === 'AWS::SQS::Queue' && name.endsWith('-dlq'))
    .map(({ name }) => name);
  await inParallel(queues, AT_ONCE, async (QueueName) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: BODY }));
  });
  return queues;
}

/** Takes the messages out again. Gives the queues that have lost theirs. */
export async function takeMessages(endpoint: string, queues: readonly string[]): Promise<string[]> {
  const { sqs } = clientsOf(endpoint);
  const lost: string[] = [];
  await inParallel(queues, AT_ONCE, async (queue) => {
    const bodies = await takeAll(sqs, queue).catch(String);
    if (!isDeepStrictEqual(bodies, [BODY])) lost.push(`${queue}: ${JSON.stringify(bodies)}`);
  });
  return lost;
}

async function takeAll(sqs: SQSClient, QueueName: string): Promise<(string | undefined)[]> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body }) => Body);
}
