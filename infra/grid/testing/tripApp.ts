import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, type ITable, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import {
  Code,
  FilterCriteria,
  FilterRule,
  Function as Lambda,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';

/** What a test changes between two deployments. */
export interface TripOptions {
  readonly outdir: string;
  /** Leaves out the inbox of the topic. */
  readonly withoutInbox?: boolean;
  /** Days for which the dead-letter queue keeps its messages. */
  readonly retention?: number;
}

/**
 * An app as the CDK writes it: API → function → table → stream → function → bus → rule → queue → function → table and
 * topic → queue, over two stacks, with the roles, policies and permissions that the CDK derives.
 */
export function synthTrip({ outdir, withoutInbox = false, retention = 4 }: TripOptions): string {
  const app = new App({ outdir });
  const data = new Stack(app, 'Data');
  const table = new Table(data, 'Facts', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.AWS_MANAGED,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const other = new Table(data, 'Other', { partitionKey: { name: 'id', type: AttributeType.STRING } });

  const stack = new Stack(app, 'Trip');
  const fn = (name: string, environment: Record<string, string>) =>
    new Lambda(stack, name, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(import.meta.dirname, name.toLowerCase())),
      environment,
      timeout: Duration.seconds(10),
      logGroup: new LogGroup(stack, `${name}Logs`, { retention: RetentionDays.ONE_WEEK }),
    });

  const enter = fn('Enter', { TABLE: table.tableName });
  table.grantReadWriteData(enter);

  const bus = new EventBus(stack, 'Bus');
  const relay = fn('Relay', { BUS: bus.eventBusName });
  bus.grantPutEventsTo(relay);
  const lost = new Queue(stack, 'Lost', { enforceSSL: true });
  relay.addEventSource(
    new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      retryAttempts: 3,
      onFailure: new SqsDlq(lost),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { id: { S: FilterRule.beginsWith('fact#') } } },
        }),
      ],
    }),
  );

  const dead = new Queue(stack, 'Dead', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(retention),
  });
  const queue = new Queue(stack, 'Work', {
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(60),
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
  });
  const rule = new Rule(stack, 'Rule', {
    eventBus: bus,
    eventPattern: { source: ['grid.test'], detailType: ['Written'] },
  });
  rule.addTarget(new SqsQueue(queue, { deadLetterQueue: lost, retryAttempts: 2, maxEventAge: Duration.hours(1) }));

  const topic = new Topic(stack, 'Topic');
  const consume = fn('Consume', { TABLE: table.tableName, TOPIC: topic.topicArn });
  table.grantWriteData(consume);
  topic.grantPublish(consume);
  consume.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
  if (!withoutInbox) {
    const inbox = new Queue(stack, 'Inbox');
    topic.addSubscription(new SqsSubscription(inbox, { rawMessageDelivery: true }));
    new CfnOutput(stack, 'InboxUrl', { value: inbox.queueUrl });
  }

  const api = new LambdaRestApi(stack, 'Api', { handler: enter, proxy: false });
  const facts = api.root.addResource('facts').addResource('{id}');
  facts.addMethod('POST');
  facts.addMethod('GET');

  const alarm = new Alarm(stack, 'DeadAlarm', {
    metric: dead.metricApproximateNumberOfMessagesVisible(),
    threshold: 1,
    evaluationPeriods: 1,
  });
  new Dashboard(stack, 'Board').addWidgets(new GraphWidget({ left: [alarm.metric] }));
  new CfnOutput(stack, 'DeadUrl', { value: dead.queueUrl });
  new CfnOutput(stack, 'EnterName', { value: enter.functionName });
  new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
  new CfnOutput(stack, 'Table', { value: table.tableName });
  new CfnOutput(stack, 'OtherTable', { value: other.tableName });
  app.synth();
  return outdir;
}
