import { type Action, AwsError, type JsonObject } from '../../../service.ts';
import { changedAttributes, newAttributes } from '../attributes.ts';
import type { Broker } from '../broker.ts';
import { missing } from '../faults.ts';
import { type Queue, queueArn } from '../registry.ts';
import { onQueue } from './action.ts';

/** `CreateQueue`: the same name with the same attributes gives the queue that is there. */
export function createQueue(broker: Broker): Action {
  return {
    permissions: ({ QueueName }) => [{ action: 'sqs:CreateQueue', resource: queueArn(QueueName) }],
    async run({ input }) {
      const { QueueName, Attributes = {}, tags = {} } = input;
      if (!QueueName) throw missing('QueueName');
      const attributes = newAttributes(QueueName, Attributes);
      const present = broker.queues.find(QueueName);
      if (!present) {
        const queue = await broker.queues.create(QueueName, attributes, tags);
        if (queue.attributes.Policy) applyPolicy(broker, queue);
        return { QueueUrl: queue.url };
      }
      const other = Object.keys(Attributes).find((name) => present.attributes[name] !== attributes[name]);
      if (other === undefined) return { QueueUrl: present.url };
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${other}`,
      );
    },
  };
}

/** `DeleteQueue`. */
export function deleteQueue(broker: Broker): Action {
  return onQueue(broker, 'DeleteQueue', async (queue) => {
    await removeQueue(broker, queue);
    return {};
  });
}

/** Deletes the queue, its messages and its policy. */
export async function removeQueue(broker: Broker, queue: Queue): Promise<void> {
  await broker.grid.store.write(() => broker.purge(queue));
  await broker.queues.delete(queue);
  broker.grid.access.setResourcePolicy(queue.arn, queue.name, undefined);
}

/** `PurgeQueue`. */
export function purgeQueue(broker: Broker): Action {
  return onQueue(broker, 'PurgeQueue', async (queue) => {
    await broker.grid.store.write(() => broker.purge(queue));
    return {};
  });
}

/** `GetQueueUrl`. */
export function getQueueUrl(broker: Broker): Action {
  return {
    permissions: ({ QueueName }) => [{ action: 'sqs:GetQueueUrl', resource: queueArn(QueueName) }],
    run: ({ input }) => ({ QueueUrl: broker.queues.get(input.QueueName).url }),
  };
}

/** `ListQueues`, by prefix, in pages when `MaxResults` is given. */
export function listQueues(broker: Broker): Action {
  return {
    permissions: () => [{ action: 'sqs:ListQueues', resource: queueArn('*') }],
    run({ input }) {
      const { QueueNamePrefix = '', MaxResults = 1000, NextToken } = input;
      const named = broker.queues.all().filter(({ name }) => name.startsWith(QueueNamePrefix));
      return page(named, { MaxResults, NextToken }, 'QueueUrls');
    },
  };
}

/** `ListDeadLetterSourceQueues`. */
export function listDeadLetterSourceQueues(broker: Broker): Action {
  return onQueue(broker, 'ListDeadLetterSourceQueues', (queue, { MaxResults = 1000, NextToken }) =>
    // The API spells this member in lower case.
    page(broker.queues.sourcesOf(queue.arn), { MaxResults, NextToken }, 'queueUrls'),
  );
}

/** `SetQueueAttributes`; an empty text takes a policy away. */
export function setQueueAttributes(broker: Broker): Action {
  return onQueue(broker, 'SetQueueAttributes', async (queue, { Attributes = {} }) => {
    const attributes = { ...queue.attributes, ...changedAttributes(Attributes, queue.fifo) };
    for (const name of Object.keys(Attributes)) if (attributes[name] === '') delete attributes[name];
    const changed = await broker.queues.change(queue, { attributes });
    if ('Policy' in Attributes) applyPolicy(broker, changed);
    return {};
  });
}

/** Makes the queue's own policy the one that is enforced. */
export function applyPolicy(broker: Broker, { arn, name, attributes }: Queue): void {
  broker.grid.access.setResourcePolicy(arn, name, attributes.Policy ? JSON.parse(attributes.Policy) : undefined);
}

function page(queues: readonly Queue[], { MaxResults, NextToken }: JsonObject, member: string) {
  const from = NextToken ? Number(Buffer.from(NextToken, 'base64').toString()) : 0;
  const urls = queues.slice(from, from + MaxResults).map(({ url }) => url);
  const next = from + MaxResults;
  return {
    ...((urls.length > 0 || member === 'queueUrls') && { [member]: urls }),
    ...(next < queues.length && { NextToken: Buffer.from(String(next)).toString('base64') }),
  };
}
