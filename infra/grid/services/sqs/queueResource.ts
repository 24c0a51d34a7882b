import type { JsonObject, ResourceInput, ResourceType } from '../../service.ts';
import { removeQueue } from './actions/queues.ts';
import { DEFAULTS, newAttributes, type QueueAttributes } from './attributes.ts';
import type { Broker } from './broker.ts';
import { nameFrom, type Queue } from './registry.ts';

const TEXTS = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
];
const DOCUMENTS = ['RedrivePolicy', 'RedriveAllowPolicy'];

/** `AWS::SQS::Queue`, with all its properties. A queue that is there keeps its messages. */
export function queueResource(broker: Broker): ResourceType {
  return {
    acted: ['QueueName', 'Tags', 'ReceiveMessageWaitTimeSeconds', ...TEXTS, ...DOCUMENTS],
    inert: {},
    async ensure(resource) {
      const name = nameOf(resource);
      const attributes = newAttributes(name, attributesOf(resource.properties));
      const tags = tagsOf(resource.properties.Tags);
      const present = broker.queues.find(name);
      const queue = present
        ? await changed(broker, present, { attributes, tags })
        : await broker.queues.create(name, attributes, tags);
      return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: name, QueueUrl: queue.url } };
    },
    async remove(resource) {
      const queue = broker.queues.find(nameOf(resource));
      if (queue) await removeQueue(broker, queue);
    },
  };
}

/** `AWS::SQS::QueuePolicy`. */
export function queuePolicyResource(broker: Broker): ResourceType {
  return policyResource(broker, 'Queues', ({ properties }) => properties.Queues);
}

/** `AWS::SQS::QueueInlinePolicy`. */
export function queueInlinePolicyResource(broker: Broker): ResourceType {
  return policyResource(broker, 'Queue', ({ properties }) => [properties.Queue]);
}

function policyResource(broker: Broker, property: string, urls: (resource: ResourceInput) => string[]): ResourceType {
  const apply = (resource: ResourceInput, policy: JsonObject | undefined) => {
    for (const url of urls(resource)) {
      const queue = broker.queues.find(nameFrom(String(url)));
      if (queue) broker.grid.access.setResourcePolicy(queue.arn, `${resource.stack}/${resource.logicalId}`, policy);
    }
  };
  return {
    acted: [property, 'PolicyDocument'],
    inert: {},
    ensure(resource) {
      apply(resource, resource.properties.PolicyDocument);
      return { ref: resource.defaultName, attributes: { Id: resource.defaultName } };
    },
    remove: (resource) => apply(resource, undefined),
  };
}

/** Written only when something differs, so that a start without changes writes nothing. */
async function changed(
  broker: Broker,
  queue: Queue,
  to: { attributes: QueueAttributes; tags: Record<string, string> },
): Promise<Queue> {
  const policy = queue.attributes.Policy;
  const attributes = policy ? { ...to.attributes, Policy: policy } : to.attributes;
  const same = sameText(queue.attributes, attributes) && sameText(queue.tags, to.tags);
  return same ? queue : broker.queues.change(queue, { attributes, tags: to.tags });
}

function sameText(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  if (properties.QueueName) return properties.QueueName;
  return properties.FifoQueue ? `${defaultName.slice(0, 75)}.fifo` : defaultName.slice(0, 80);
}

function attributesOf(properties: JsonObject): QueueAttributes {
  const attributes: QueueAttributes = {};
  for (const name of TEXTS) if (properties[name] !== undefined) attributes[name] = String(properties[name]);
  for (const name of DOCUMENTS) if (properties[name] !== undefined) attributes[name] = document(properties[name]);
  const wait = properties.ReceiveMessageWaitTimeSeconds ?? DEFAULTS.ReceiveMessageWaitTimeSeconds;
  return { ...attributes, ReceiveMessageWaitTimeSeconds: String(wait) };
}

function document(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function tagsOf(tags: { Key: string; Value: string }[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
