import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GridContext, Receiver, Service } from '../../service.ts';
import { publish, publishBatch } from './actions/publish.ts';
import { subscriptionActions } from './actions/subscriptions.ts';
import { topicActions } from './actions/topics.ts';
import { applyPolicy, type Parts } from './parts.ts';
import { Publisher } from './publisher.ts';
import { Registry } from './registry.ts';
import { subscriptionResource, topicInlinePolicyResource, topicPolicyResource, topicResource } from './resources.ts';
import { Signer } from './signer.ts';

/** SNS on the grid's store. */
export type SnsService = Service & {
  readonly receiver: Receiver;
  /** Answers who asks for the certificate of its signatures; gives `false` for any other request. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
};

/** The SNS of a grid. */
export function snsService(grid: GridContext): SnsService {
  const registry = new Registry(grid);
  const signer = new Signer(grid);
  const publisher = new Publisher(grid, registry, signer);
  const parts: Parts = { grid, registry, publisher };
  return {
    name: 'sns',
    actions: {
      Publish: publish(parts),
      PublishBatch: publishBatch(parts),
      ...topicActions(parts),
      ...subscriptionActions(parts),
    },
    resources: {
      'AWS::SNS::Topic': topicResource(parts),
      'AWS::SNS::Subscription': subscriptionResource(parts),
      'AWS::SNS::TopicPolicy': topicPolicyResource(parts),
      'AWS::SNS::TopicInlinePolicy': topicInlinePolicyResource(parts),
    },
    receiver: {
      accept(arn, { body, attributes, subject, messageGroupId, messageDeduplicationId, trace }, source) {
        const topic = registry.topic(arn);
        grid.access.checkService(source, { action: 'sns:Publish', resource: arn });
        const input = {
          Message: body,
          ...(attributes && { MessageAttributes: attributes }),
          ...(subject !== undefined && { Subject: subject }),
          ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
          ...(messageDeduplicationId !== undefined && { MessageDeduplicationId: messageDeduplicationId }),
        };
        publisher.publish(topic, input, trace);
      },
    },
    handle: (request, response) => signer.handle(request, response),
    start() {
      registry.load();
      signer.load();
      publisher.load();
      for (const topic of registry.topics()) if (topic.attributes.Policy) applyPolicy(parts, topic);
    },
    run: () => publisher.webhooks.run(),
    stop: () => publisher.webhooks.stop(),
  };
}
