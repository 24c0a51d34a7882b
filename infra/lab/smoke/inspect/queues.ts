import { GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Inspector } from '../inspection.ts';

/** `AWS::SQS::Queue`: its redrive policy first of all. */
export const queue: Inspector = {
  compares: ['VisibilityTimeout', 'MessageRetentionPeriod', 'RedrivePolicy', 'SqsManagedSseEnabled'],
  async look({ sqs }, { name }) {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return { ...Attributes, RedrivePolicy: Attributes.RedrivePolicy && JSON.parse(Attributes.RedrivePolicy) };
  },
};

/** `AWS::SNS::Topic`. */
export const topic: Inspector = {
  compares: ['DisplayName', 'KmsMasterKeyId'],
  async look({ sns }, { name }) {
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    const TopicArn = Topics.find((one) => one.TopicArn?.endsWith(`:${name}`))?.TopicArn;
    if (!TopicArn) throw new Error(`There is no topic ${name}.`);
    return (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
  },
};
