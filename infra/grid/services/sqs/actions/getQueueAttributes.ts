import { type Action, AwsError } from '../../../service.ts';
import type { Broker } from '../broker.ts';
import type { Queue } from '../registry.ts';
import { onQueue } from './action.ts';

const OPTIONAL = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

/** `GetQueueAttributes`. */
export function getQueueAttributes(broker: Broker): Action {
  return onQueue(broker, 'GetQueueAttributes', (queue, { AttributeNames = [] }) => {
    const all = attributesOf(broker, queue);
    const names: string[] = AttributeNames.includes('All') ? Object.keys(all) : AttributeNames;
    const unknown = names.find((name) => !(name in all) && !OPTIONAL.includes(name));
    if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const given = names.filter((name) => name in all).map((name) => [name, all[name]]);
    return given.length > 0 ? { Attributes: Object.fromEntries(given) } : {};
  });
}

function attributesOf(broker: Broker, queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = broker.messages.counts(queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...queue.attributes,
  };
}
