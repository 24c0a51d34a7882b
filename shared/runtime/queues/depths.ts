import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../clients/sqs.ts';
import { type QueueNames, variable } from '../environment.ts';
import { Lru } from '../lru.ts';

/** What is in a queue; on AWS the numbers are approximate. `undefined` where it cannot be read. */
export interface Depth {
  readonly esperan: number;
  /** Those that a function works on now. */
  readonly enCurso: number;
  /** Those that were put back for a while. */
  readonly aplazados: number;
}

/**
 * The short names of the functions that have a queue, and of those that have dead letters, which are all of them and more;
 * and what stands before them in the names of functions and queues.
 */
export function queueNames(): QueueNames {
  const { prefix, fed, dead } = JSON.parse(variable('QUEUES')) as QueueNames;
  return { prefix, fed, dead: [...fed, ...dead] };
}

/** How many messages wait for a function. */
export function depthOf(name: string): Promise<Depth> {
  return depth(name);
}

/** How many dead letters a function has. */
export async function deadLettersOf(name: string): Promise<number> {
  const { esperan, enCurso, aplazados } = await depth(`${name}-dlq`);
  return esperan + enCurso + aplazados;
}

/** The address of a queue, asked for once by an instance. */
export async function urlOf(name: string): Promise<string> {
  const known = urls.get(name);
  if (known) return known;
  const { prefix } = JSON.parse(variable('QUEUES')) as QueueNames;
  const { QueueUrl = '' } = await sqs().send(new GetQueueUrlCommand({ QueueName: `${prefix}${name}` }));
  urls.set(name, QueueUrl);
  return QueueUrl;
}

const urls = new Lru<string>(1_000);

async function depth(name: string): Promise<Depth> {
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: await urlOf(name),
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    esperan: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    enCurso: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    aplazados: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}
