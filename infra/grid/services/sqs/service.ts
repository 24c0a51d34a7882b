import {
  AwsError,
  type GridContext,
  type QueueMessage,
  type Queues,
  type Receiver,
  type Service,
} from '../../service.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './actions/changeMessageVisibility.ts';
import { deleteMessage, deleteMessageBatch } from './actions/deleteMessage.ts';
import { getQueueAttributes } from './actions/getQueueAttributes.ts';
import { messageMoveTasks } from './actions/messageMoveTasks.ts';
import { addPermission, removePermission } from './actions/permissions.ts';
import * as queueActions from './actions/queues.ts';
import { receiveMessage } from './actions/receiveMessage.ts';
import { sendMessage } from './actions/sendMessage.ts';
import { sendMessageBatch } from './actions/sendMessageBatch.ts';
import { listQueueTags, tagQueue, untagQueue } from './actions/tags.ts';
import { Broker } from './broker.ts';
import { md5 } from './digest.ts';
import { MoveTasks } from './moveTasks.ts';
import { queueInlinePolicyResource, queuePolicyResource, queueResource } from './queueResource.ts';
import type { Taken } from './receipt.ts';
import type { Queue } from './registry.ts';
import { enqueueInput } from './sending.ts';

/** SQS on the grid's store: the API, the queues in process, and what the other services deliver to. */
export type SqsService = Service &
  Queues & {
    readonly receiver: Receiver;
    /** When the oldest message of a queue was sent, for the metric `ApproximateAgeOfOldestMessage`. */
    oldest(arn: string): number | undefined;
  };

/** The SQS of a grid. */
export function sqsService(grid: GridContext): SqsService {
  const broker = new Broker(grid);
  const tasks = new MoveTasks(broker);
  return {
    name: 'sqs',
    actions: {
      AddPermission: addPermission(broker),
      ChangeMessageVisibility: changeMessageVisibility(broker),
      ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(broker),
      CreateQueue: queueActions.createQueue(broker),
      DeleteMessage: deleteMessage(broker),
      DeleteMessageBatch: deleteMessageBatch(broker),
      DeleteQueue: queueActions.deleteQueue(broker),
      GetQueueAttributes: getQueueAttributes(broker),
      GetQueueUrl: queueActions.getQueueUrl(broker),
      ListDeadLetterSourceQueues: queueActions.listDeadLetterSourceQueues(broker),
      ListQueueTags: listQueueTags(broker),
      ListQueues: queueActions.listQueues(broker),
      PurgeQueue: queueActions.purgeQueue(broker),
      ReceiveMessage: receiveMessage(broker),
      RemovePermission: removePermission(broker),
      SendMessage: sendMessage(broker),
      SendMessageBatch: sendMessageBatch(broker),
      SetQueueAttributes: queueActions.setQueueAttributes(broker),
      TagQueue: tagQueue(broker),
      UntagQueue: untagQueue(broker),
      ...messageMoveTasks(tasks),
    },
    resources: {
      'AWS::SQS::Queue': queueResource(broker),
      'AWS::SQS::QueuePolicy': queuePolicyResource(broker),
      'AWS::SQS::QueueInlinePolicy': queueInlinePolicyResource(broker),
    },
    receiver: receiverOf(broker),
    oldest: (arn) => broker.messages.oldest(broker.queues.get(arn)),
    async receive(arn, max, waitMs, signal) {
      const queue = broker.queues.get(arn);
      const taken = await broker.receive(queue, { max, waitMs, signal, receiver: 'mapping' });
      if (taken.length > 0) meterRequest(grid, queue);
      return taken.map(asMessage);
    },
    visibilityOf: (arn) => broker.queues.get(arn).visibilityMs,
    async delete(arn, receiptHandles) {
      const queue = broker.queues.get(arn);
      await grid.store.write(() => {
        for (const handle of receiptHandles) deleteInTime(broker, queue, handle);
      });
      meterRequest(grid, queue);
    },
    async giveBack(arn, receiptHandles) {
      const queue = broker.queues.get(arn);
      await grid.store.write(() => {
        for (const handle of receiptHandles) broker.giveBack(queue, handle);
      });
    },
    async leave(arn, receiptHandles) {
      const queue = broker.queues.get(arn);
      await grid.store.write(() => {
        for (const handle of receiptHandles) broker.leave(queue, handle);
      });
    },
    async start() {
      await broker.start();
      tasks.load();
      for (const queue of broker.queues.all()) if (queue.attributes.Policy) queueActions.applyPolicy(broker, queue);
    },
    run: () => tasks.run(),
    stop() {
      tasks.stop();
      broker.stop();
    },
  };
}

function receiverOf(broker: Broker): Receiver {
  return {
    accept(arn, delivery, source) {
      const queue = broker.queues.get(arn);
      broker.grid.access.checkService(source, { action: 'sqs:SendMessage', resource: arn });
      const { body, attributes, messageGroupId, messageDeduplicationId, delayMs: heldMs = 0, trace } = delivery;
      const input = {
        MessageBody: body,
        ...(attributes && { MessageAttributes: attributes }),
        ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
        ...(messageDeduplicationId !== undefined && { MessageDeduplicationId: messageDeduplicationId }),
      };
      enqueueInput(broker, queue, { input, heldMs, trace });
      meterRequest(broker.grid, queue);
    },
  };
}

/** Counts what another service asks of a queue. That Lambda asks an empty one costs on AWS too, with or without work: it is not in here. */
function meterRequest({ meter }: GridContext, { name }: Queue): void {
  meter.took({ service: 'sqs', what: 'Requests', resource: name, amount: 1 });
}

/** What a mapping deletes from a FIFO queue too late comes again, as on AWS: its function is done with it all the same. */
function deleteInTime(broker: Broker, queue: Queue, handle: string): void {
  try {
    broker.remove(queue, handle);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    broker.grid.log(`sqs: a message of ${queue.name} took longer than its visibility timeout and comes again.`);
  }
}

function asMessage(taken: Taken): QueueMessage {
  return {
    messageId: taken.messageId,
    receiptHandle: taken.receiptHandle,
    body: taken.body,
    md5OfBody: md5(taken.body),
    attributes: taken.system,
    messageAttributes: taken.attributes,
  };
}
