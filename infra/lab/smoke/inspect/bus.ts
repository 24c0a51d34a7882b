import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import type { Inspector } from '../inspection.ts';

/** `AWS::Events::EventBus`. */
export const bus: Inspector = {
  compares: ['Description'],
  look: async ({ events }, { name }) => ({ ...(await events.send(new DescribeEventBusCommand({ Name: name }))) }),
};

/** `AWS::Events::Rule`: its pattern or schedule, and its targets with their retries and dead-letter queues. */
export const rule: Inspector = {
  compares: ['EventPattern', 'ScheduleExpression', 'State', 'Targets'],
  async look({ events }, { name, properties }) {
    const onBus = properties.EventBusName ? { EventBusName: properties.EventBusName as string } : {};
    const described = await events.send(new DescribeRuleCommand({ Name: name, ...onBus }));
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: name, ...onBus }));
    return { ...described, EventPattern: described.EventPattern && JSON.parse(described.EventPattern), Targets };
  },
};

/** `AWS::Events::Archive`. */
export const archive: Inspector = {
  compares: ['EventPattern', 'RetentionDays'],
  async look({ events }, { name }) {
    const described = await events.send(new DescribeArchiveCommand({ ArchiveName: name }));
    return {
      RetentionDays: described.RetentionDays ?? 0,
      EventPattern: described.EventPattern && JSON.parse(described.EventPattern),
    };
  },
};
