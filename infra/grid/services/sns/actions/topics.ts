import { ACCOUNT, type Action, type JsonObject } from '../../../service.ts';
import { checkTopic } from '../attributes.ts';
import { invalid } from '../faults.ts';
import { applyPolicy, type Parts, page } from '../parts.ts';
import { type Attributes, type Topic, topicArn } from '../registry.ts';

/** The actions on topics. */
export function topicActions(parts: Parts): Record<string, Action> {
  const { registry } = parts;
  const onTopic = (name: string, run: (topic: Topic, input: JsonObject) => unknown): Action => ({
    permissions: ({ TopicArn, ResourceArn }) => [{ action: `sns:${name}`, resource: TopicArn ?? ResourceArn ?? '*' }],
    run: ({ input }) => run(registry.topic(input.TopicArn ?? input.ResourceArn), input),
  });
  return {
    CreateTopic: {
      permissions: ({ Name }) => [{ action: 'sns:CreateTopic', resource: topicArn(Name) }],
      run: ({ input }) => createTopic(parts, input),
    },
    DeleteTopic: {
      permissions: ({ TopicArn }) => [{ action: 'sns:DeleteTopic', resource: TopicArn }],
      async run({ input }) {
        const topic = registry.find(input.TopicArn);
        if (topic) await removeTopic(parts, topic);
        return {};
      },
    },
    ListTopics: {
      permissions: () => [{ action: 'sns:ListTopics', resource: topicArn('*') }],
      run({ input }) {
        const { items, next } = page(registry.topics(), input.NextToken);
        return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...next };
      },
    },
    GetTopicAttributes: onTopic('GetTopicAttributes', (topic) => ({ Attributes: attributesOf(parts, topic) })),
    SetTopicAttributes: onTopic('SetTopicAttributes', async (topic, { AttributeName, AttributeValue = '' }) => {
      const attributes: Attributes = { ...topic.attributes, [AttributeName]: AttributeValue };
      if (AttributeValue === '') delete attributes[AttributeName];
      checkTopic(topic.name, attributes);
      const changed = await registry.saveTopic(topic.name, { attributes, tags: topic.tags });
      if (AttributeName === 'Policy') applyPolicy(parts, changed);
      return {};
    }),
    TagResource: onTopic('TagResource', async ({ name, attributes, tags }, { Tags = [] }) => {
      await registry.saveTopic(name, { attributes, tags: { ...tags, ...tagsOf(Tags) } });
      return {};
    }),
    UntagResource: onTopic('UntagResource', async ({ name, attributes, tags }, { TagKeys = [] }) => {
      const kept = Object.entries(tags).filter(([key]) => !TagKeys.includes(key));
      await registry.saveTopic(name, { attributes, tags: Object.fromEntries(kept) });
      return {};
    }),
    ListTagsForResource: onTopic('ListTagsForResource', ({ tags }) => ({
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** Deletes the topic, its subscriptions and its policy. */
export async function removeTopic({ registry, grid }: Parts, topic: Topic): Promise<void> {
  await registry.deleteTopic(topic);
  grid.access.setResourcePolicy(topic.arn, topic.name, undefined);
}

/** Tags by key. */
export function tagsOf(tags: readonly { Key: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

async function createTopic(parts: Parts, { Name = '', Attributes = {}, Tags = [] }: JsonObject) {
  checkTopic(Name, Attributes);
  const present = parts.registry.find(topicArn(Name));
  if (!present) {
    const topic = await parts.registry.saveTopic(Name, { attributes: Attributes, tags: tagsOf(Tags) });
    applyPolicy(parts, topic);
    return { TopicArn: topic.arn };
  }
  const other = Object.keys(Attributes).find((name) => present.attributes[name] !== Attributes[name]);
  if (other !== undefined) throw invalid('Attributes Reason: Topic already exists with different attributes');
  return { TopicArn: present.arn };
}

function attributesOf({ registry }: Parts, { arn, attributes }: Topic): Record<string, string> {
  return {
    TopicArn: arn,
    Owner: ACCOUNT,
    DisplayName: '',
    SubscriptionsConfirmed: String(registry.of(arn).length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    ...attributes,
  };
}
