import { ACCOUNT, type Action, type JsonObject } from '../../../service.ts';
import { checkSubscription } from '../attributes.ts';
import { invalid } from '../faults.ts';
import { type Parts, page } from '../parts.ts';
import type { Attributes, Subscription, Topic } from '../registry.ts';

/** The actions on subscriptions. There is no confirmation: a subscription of the grid is confirmed when it is made. */
export function subscriptionActions(parts: Parts): Record<string, Action> {
  const { registry } = parts;
  const right = (name: string, arn: string) => [
    { action: `sns:${name}`, resource: arn.split(':').slice(0, 6).join(':') },
  ];
  return {
    Subscribe: {
      permissions: ({ TopicArn }) => right('Subscribe', String(TopicArn)),
      async run({ input }) {
        const { TopicArn, Protocol, Endpoint, Attributes = {} } = input;
        const topic = registry.topic(TopicArn);
        const { arn } = await subscribe(parts, {
          topic,
          protocol: Protocol,
          endpoint: Endpoint,
          attributes: Attributes,
        });
        return { SubscriptionArn: arn };
      },
    },
    Unsubscribe: {
      permissions: ({ SubscriptionArn }) => right('Unsubscribe', String(SubscriptionArn)),
      async run({ input }) {
        await registry.deleteSubscription(input.SubscriptionArn);
        return {};
      },
    },
    ListSubscriptions: {
      permissions: () => [{ action: 'sns:ListSubscriptions', resource: '*' }],
      run: ({ input }) => listed(registry.subscriptions(), input),
    },
    ListSubscriptionsByTopic: {
      permissions: ({ TopicArn }) => right('ListSubscriptionsByTopic', String(TopicArn)),
      run: ({ input }) => listed(registry.of(registry.topic(input.TopicArn).arn), input),
    },
    GetSubscriptionAttributes: {
      permissions: ({ SubscriptionArn }) => right('GetSubscriptionAttributes', String(SubscriptionArn)),
      run: ({ input }) => ({ Attributes: attributesOf(registry.subscription(input.SubscriptionArn)) }),
    },
    SetSubscriptionAttributes: {
      permissions: ({ SubscriptionArn }) => right('SetSubscriptionAttributes', String(SubscriptionArn)),
      async run({ input: { SubscriptionArn, AttributeName, AttributeValue = '' } }) {
        const subscription = registry.subscription(SubscriptionArn);
        const attributes: Attributes = { ...subscription.attributes, [AttributeName]: AttributeValue };
        if (AttributeValue === '') delete attributes[AttributeName];
        checkSubscription(subscription.protocol, subscription.endpoint, attributes);
        await registry.saveSubscription({ ...subscription, attributes });
        return {};
      },
    },
  };
}

interface Wanted {
  readonly topic: Topic;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Record<string, string>;
  readonly owner?: string;
}

/** Subscribes; the same endpoint of a topic is one subscription, however often it is asked for. */
export async function subscribe({ registry }: Parts, wanted: Wanted): Promise<Subscription> {
  const { topic, protocol, endpoint, attributes, owner } = wanted;
  checkSubscription(protocol, endpoint, attributes);
  if (topic.fifo && protocol !== 'sqs')
    throw invalid(`Invalid protocol type: FIFO topics deliver to SQS queues, not by ${protocol}`);
  if (!topic.fifo && protocol === 'sqs' && endpoint.endsWith('.fifo')) {
    throw invalid('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
  }
  const present = registry.of(topic.arn).find((other) => other.protocol === protocol && other.endpoint === endpoint);
  if (!present)
    return registry.saveSubscription({ topicArn: topic.arn, protocol, endpoint, attributes, owner: owner ?? null });
  if (owner !== undefined) return registry.saveSubscription({ ...present, attributes, owner });
  const other = Object.keys(attributes).find((name) => present.attributes[name] !== attributes[name]);
  if (other !== undefined) throw invalid('Attributes Reason: Subscription already exists with different attributes');
  return present;
}

function listed(all: readonly Subscription[], input: JsonObject) {
  const { items, next } = page(all, input.NextToken);
  const Subscriptions = items.map(({ arn, topicArn, protocol, endpoint }) => ({
    SubscriptionArn: arn,
    Owner: ACCOUNT,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions, ...next };
}

function attributesOf({ arn, topicArn, protocol, endpoint, attributes }: Subscription): Record<string, string> {
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: ACCOUNT,
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
    RawMessageDelivery: 'false',
    ...(attributes.FilterPolicy && { FilterPolicyScope: 'MessageAttributes' }),
    ...attributes,
  };
}
