import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LIMITS } from '../defaults.ts';
import { BUS, physicalName } from '../names.ts';
import type { AlpesFunction } from './function.ts';

/** After this long in the queue, a message is news: something is stuck. */
const OLDEST = Duration.minutes(5);

/** What a queue brings to its function, and how many batches at once. */
interface Props {
  readonly pattern: EventPattern;
  readonly maxConcurrency?: number;
}

/**
 * Feeds a function from the bus: rule → queue → function, with a dead-letter queue for what the function could not do
 * and for what the rule could not deliver, and an alarm for anything in it.
 */
export class FedFromBus extends Construct {
  constructor(fed: AlpesFunction, { pattern, maxConcurrency }: Props) {
    super(fed, 'FromBus');
    const name = fed.node.id;
    const dead = new Queue(this, 'Dead', {
      queueName: physicalName(`${name}-dlq`),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: LIMITS.queueRetention,
    });
    const queue = new Queue(this, 'Queue', {
      queueName: physicalName(name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: LIMITS.visibility,
      retentionPeriod: LIMITS.queueRetention,
      deadLetterQueue: { queue: dead, maxReceiveCount: LIMITS.maxReceives },
    });
    new Rule(this, 'Rule', {
      ruleName: physicalName(name),
      eventBus: EventBus.fromEventBusName(this, 'Bus', BUS),
      eventPattern: pattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: dead, retryAttempts: 185, maxEventAge: Duration.hours(24) })],
    });
    fed.lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize: LIMITS.batchSize,
        reportBatchItemFailures: true,
        ...(maxConcurrency && { maxConcurrency }),
      }),
    );
    queue.grant(fed.role, 'sqs:ChangeMessageVisibility');
    fed.lambda.addEnvironment('QUEUE_URL', queue.queueUrl);
    alarm(dead, 'NotEmpty', {
      metric: dead.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      what: 'Mensajes muertos',
    });
    alarm(queue, 'Late', {
      metric: queue.metricApproximateAgeOfOldestMessage(),
      threshold: OLDEST.toSeconds(),
      what: 'Mensajes atrasados',
    });
  }
}

interface Watch {
  readonly metric: ReturnType<Queue['metricApproximateAgeOfOldestMessage']>;
  readonly threshold: number;
  readonly what: string;
}

function alarm(queue: Queue, id: string, { metric, threshold, what }: Watch): void {
  new Alarm(queue, id, {
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${what} de ${queue.node.path}`,
  });
}
