import { REGION, type ResourceInput, type ResourceType } from '../../service.ts';
import { subscribe } from './actions/subscriptions.ts';
import { removeTopic, tagsOf } from './actions/topics.ts';
import { checkTopic } from './attributes.ts';
import { invalid } from './faults.ts';
import type { Parts } from './parts.ts';
import { type Attributes, topicArn } from './registry.ts';

const TOPIC = [
  'DisplayName',
  'FifoTopic',
  'ContentBasedDeduplication',
  'FifoThroughputScope',
  'MaximumMessageSize',
  'SignatureVersion',
];
const SUBSCRIPTION = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy', 'DeliveryPolicy'];

/** `AWS::SNS::Topic`. */
export function topicResource(parts: Parts): ResourceType {
  const { registry } = parts;
  return {
    acted: ['TopicName', 'Subscription', 'Tags', ...TOPIC],
    inert: {
      KmsMasterKeyId: 'Messages on a laptop are not encrypted.',
      TracingConfig: 'A topic tells X-Ray nothing here.',
      DeliveryStatusLogging: 'The grid logs each delivery that fails.',
    },
    async ensure(resource) {
      const { properties } = resource;
      const name = nameOf(resource);
      const present = registry.find(topicArn(name));
      const policy = present?.attributes.Policy;
      const attributes = { ...texts(properties, TOPIC), ...(policy && { Policy: policy }) };
      checkTopic(name, attributes);
      const topic = await registry.saveTopic(name, { attributes, tags: tagsOf(properties.Tags ?? []) });
      const owner = ownerOf(resource);
      const wanted = new Set<string>();
      for (const { Protocol: protocol, Endpoint: endpoint } of properties.Subscription ?? []) {
        wanted.add((await subscribe(parts, { topic, protocol, endpoint, attributes: {}, owner })).arn);
      }
      for (const old of registry.subscriptions()) {
        if (old.owner === owner && !wanted.has(old.arn)) await registry.deleteSubscription(old.arn);
      }
      return { ref: topic.arn, attributes: { TopicArn: topic.arn, TopicName: name } };
    },
    async remove(resource) {
      const topic = registry.find(topicArn(nameOf(resource)));
      if (topic) await removeTopic(parts, topic);
    },
  };
}

/** `AWS::SNS::Subscription`. */
export function subscriptionResource(parts: Parts): ResourceType {
  const { registry } = parts;
  const own = (resource: ResourceInput) => registry.subscriptions().filter(({ owner }) => owner === ownerOf(resource));
  return {
    acted: ['TopicArn', 'Protocol', 'Endpoint', 'Region', ...SUBSCRIPTION],
    inert: {},
    async ensure(resource) {
      const { TopicArn, Protocol, Endpoint, Region = REGION } = resource.properties;
      if (Region !== REGION)
        throw invalid(`Region: ${resource.logicalId}: the grid has one region, ${REGION}; got ${Region}`);
      const topic = registry.topic(TopicArn);
      const attributes = texts(resource.properties, SUBSCRIPTION);
      const { arn } = await subscribe(parts, {
        topic,
        protocol: Protocol,
        endpoint: Endpoint,
        attributes,
        owner: ownerOf(resource),
      });
      for (const old of own(resource)) if (old.arn !== arn) await registry.deleteSubscription(old.arn);
      return { ref: arn, attributes: { Arn: arn } };
    },
    // Where another subscription of the same resource has taken the place of this one, that stays.
    async remove(resource) {
      const { TopicArn, Protocol, Endpoint } = resource.properties;
      for (const { arn, topicArn, protocol, endpoint } of own(resource)) {
        if (topicArn === TopicArn && protocol === Protocol && endpoint === Endpoint)
          await registry.deleteSubscription(arn);
      }
    },
  };
}

/** `AWS::SNS::TopicPolicy`. */
export function topicPolicyResource(parts: Parts): ResourceType {
  return policyResource(parts, 'Topics', ({ properties }) => properties.Topics);
}

/** `AWS::SNS::TopicInlinePolicy`. */
export function topicInlinePolicyResource(parts: Parts): ResourceType {
  return policyResource(parts, 'TopicArn', ({ properties }) => [properties.TopicArn]);
}

function policyResource(
  { grid }: Parts,
  property: string,
  topics: (resource: ResourceInput) => string[],
): ResourceType {
  return {
    acted: [property, 'PolicyDocument'],
    inert: {},
    ensure(resource) {
      const { PolicyDocument } = resource.properties;
      for (const arn of topics(resource)) grid.access.setResourcePolicy(arn, ownerOf(resource), PolicyDocument);
      return { ref: resource.defaultName, attributes: { Id: resource.defaultName } };
    },
    remove(resource) {
      for (const arn of topics(resource)) grid.access.setResourcePolicy(arn, ownerOf(resource), undefined);
    },
  };
}

function ownerOf({ stack, logicalId }: ResourceInput): string {
  return `${stack}/${logicalId}`;
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return properties.TopicName ?? (properties.FifoTopic ? `${defaultName}.fifo` : defaultName);
}

function texts(properties: Record<string, unknown>, names: readonly string[]): Attributes {
  const attributes: Attributes = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}
