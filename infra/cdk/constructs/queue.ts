import { Duration } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LIMITS } from '../defaults.ts';
import { acknowledge } from './acknowledge.ts';
import { LATE, watchAge, watchDead } from './alarms.ts';
import type { AlpesFunction } from './function.ts';
import { namesIn } from './stageStack.ts';

/** What a queue brings to its function, and how. */
interface Props {
  readonly pattern: EventPattern;
  /** Batches at once, if fewer than usual. */
  readonly maxConcurrency?: number;
  /** `gathered`: nobody waits for what follows, so that a large batch is worth a second. */
  readonly batches?: 'prompt' | 'gathered';
  /** After which time in the queue a message is news. */
  readonly late?: Duration;
}

/**
 * Feeds a function from the bus: rule → queue → function, with a dead-letter queue for what the function could not do
 * and for what the rule could not deliver, and an alarm for anything in it.
 */
export class FedFromBus extends Construct {
  constructor(
    fed: AlpesFunction,
    { pattern, maxConcurrency = LIMITS.queueConcurrency, batches = 'prompt', late = LATE }: Props,
  ) {
    super(fed, 'FromBus');
    const name = fed.node.id;
    const names = namesIn(this);
    const dead = deadLetters(this, name);
    const queue = new Queue(this, 'Queue', {
      queueName: names.of(name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: LIMITS.visibility,
      retentionPeriod: LIMITS.queueRetention,
      deadLetterQueue: { queue: dead, maxReceiveCount: LIMITS.maxReceives },
    });
    new Rule(this, 'Rule', {
      ruleName: names.of(name),
      eventBus: EventBus.fromEventBusName(this, 'Bus', names.system),
      eventPattern: pattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: dead, retryAttempts: 185, maxEventAge: Duration.hours(24) })],
    });
    fed.lambda.addEventSource(
      new SqsEventSource(queue, {
        ...LIMITS.batches[batches],
        reportBatchItemFailures: true,
        maxConcurrency,
      }),
    );
    queue.grant(fed.role, 'sqs:ChangeMessageVisibility');
    fed.lambda.addEnvironment('QUEUE_URL', queue.queueUrl);
    fed.lambda.addEnvironment('MOST_TRIES', String(LIMITS.mostTries));
    buriesIn(fed, dead);
    watchAge(queue, name, late);
  }
}

/** Lets a function put what it gives up into its dead-letter queue, with the reason. */
export function buriesIn({ lambda, role }: AlpesFunction, dead: Queue): void {
  dead.grant(role, 'sqs:SendMessage');
  lambda.addEnvironment('DEAD_LETTERS_URL', dead.queueUrl);
}

/** The queue for what a function could not do, with an alarm for anything in it. */
export function deadLetters(scope: Construct, name: string): Queue {
  const dead = new Queue(scope, 'Dead', {
    queueName: namesIn(scope).of(`${name}-dlq`),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: LIMITS.queueRetention,
  });
  acknowledge(dead, { SQS3: 'It is a dead-letter queue: of a rule, a stream mapping or a function.' });
  watchDead(dead, name);
  return dead;
}
