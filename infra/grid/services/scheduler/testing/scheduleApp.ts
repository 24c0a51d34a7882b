import { App, CfnOutput, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  type IScheduleTarget,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { EventBridgePutEvents, LambdaInvoke, SnsPublish, SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { tellingFunction } from '../../../testing/tellingFunction.ts';

/** What a test changes between two deployments. */
export interface ScheduleOptions {
  readonly outdir: string;
  /** What the daily schedule says to the queue. */
  readonly word: string;
  /** Leaves out the schedules of the group. */
  readonly bare?: boolean;
}

/**
 * An app whose schedules reach a queue, a function, a bus and a topic, each of which tells a queue, every day at eight in
 * Bogotá; and what an app needs to make schedules of its own.
 */
export function synthSchedules({ outdir, word, bare = false }: ScheduleOptions): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Schedules');
  const queue = new Queue(stack, 'Queue');
  const fn = tellingFunction(stack, queue);
  const bus = new EventBus(stack, 'Bus') as IEventBus;
  new Rule(stack, 'Rule', { eventBus: bus, eventPattern: { source: ['alpes'] }, targets: [new SqsQueue(queue)] });
  const topic = new Topic(stack, 'Topic');
  topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));

  const group = new ScheduleGroup(stack, 'Group', { scheduleGroupName: 'diario' });
  const schedule = ScheduleExpression.cron({ hour: '8', minute: '0', timeZone: TimeZone.AMERICA_BOGOTA });
  const daily = (scheduleName: string, target: IScheduleTarget) =>
    new Schedule(stack, scheduleName, { scheduleName, scheduleGroup: group, schedule, target });
  if (!bare) {
    const input = ScheduleTargetInput.fromObject({ word, time: ContextAttribute.scheduledTime });
    const detail = ScheduleTargetInput.fromObject({ ordenId: '1' });
    daily('cola', new SqsSendMessage(queue, { input }));
    daily('funcion', new LambdaInvoke(fn));
    daily('bus', new EventBridgePutEvents({ eventBus: bus, source: 'alpes', detailType: 'Amanecer', detail }));
    daily('tema', new SnsPublish(topic, { input: ScheduleTargetInput.fromText('buenos días') }));
  }

  const dead = new Queue(stack, 'Dead', { visibilityTimeout: Duration.seconds(1) });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  queue.grantSendMessages(role);
  dead.grantSendMessages(role);
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:*:*:ninguna'] }));
  const stranger = new Role(stack, 'Stranger', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const out = { Queue: queue.queueArn, Dead: dead.queueArn, Fn: fn.functionArn, Role: role.roleArn };
  for (const [name, value] of Object.entries({ ...out, Stranger: stranger.roleArn })) {
    new CfnOutput(stack, `${name}Arn`, { value });
  }
  return app.synth().directory;
}
