import { Duration } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule, type RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LIMITS } from '../defaults.ts';
import { acknowledge } from './acknowledge.ts';
import { LATE, watchAge, watchDead } from './alarms.ts';
import { arnOf } from './arns.ts';
import type { AlpesFunction } from './function.ts';
import { namesIn } from './stageStack.ts';

/** How a queue brings messages to its function. */
interface Feeding {
  /** Batches at once, if fewer than usual. */
  readonly maxConcurrency?: number;
  /** `gathered`: nobody waits for what follows, so that a large batch is worth a second. */
  readonly batches?: 'prompt' | 'gathered';
  /** After which time in the queue a message is news. */
  readonly late?: Duration;
}

/** What a queue brings to its function from the bus, and how. */
interface FromBus extends Feeding {
  readonly pattern: EventPattern;
  /** `aws`: the bus on which AWS's services tell what they do; else the system's own. */
  readonly bus?: 'aws';
  /** What of an event is brought, if not all. */
  readonly message?: RuleTargetInput;
}

/** A function that a queue feeds, with a dead-letter queue for what it could not do, and an alarm for anything in it. */
export abstract class Fed extends Construct {
  protected readonly queue: Queue;
  protected readonly dead: Queue;

  constructor(
    fed: AlpesFunction,
    id: string,
    { maxConcurrency = LIMITS.queueConcurrency, batches = 'prompt', late = LATE }: Feeding,
  ) {
    super(fed, id);
    const name = fed.node.id;
    this.dead = deadLetters(this, name);
    this.queue = new Queue(this, 'Queue', {
      queueName: namesIn(this).of(name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: LIMITS.visibility,
      retentionPeriod: LIMITS.queueRetention,
      deadLetterQueue: { queue: this.dead, maxReceiveCount: LIMITS.maxReceives },
    });
    fed.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        ...LIMITS.batches[batches],
        reportBatchItemFailures: true,
        maxConcurrency,
      }),
    );
    this.queue.grant(fed.role, 'sqs:ChangeMessageVisibility');
    fed.lambda.addEnvironment('QUEUE_URL', this.queue.queueUrl);
    fed.lambda.addEnvironment('MOST_TRIES', String(LIMITS.mostTries));
    buriesIn(fed, this.dead);
    watchAge(this.queue, name, late);
  }
}

/** Feeds a function from a bus: rule → queue → function; what the rule could not deliver is a dead letter too. */
export class FedFromBus extends Fed {
  constructor(fed: AlpesFunction, { pattern, bus, message, ...feeding }: FromBus) {
    super(fed, 'FromBus', feeding);
    const names = namesIn(this);
    new Rule(this, 'Rule', {
      ruleName: names.of(fed.node.id),
      ...(bus === undefined && { eventBus: EventBus.fromEventBusName(this, 'Bus', names.system) }),
      eventPattern: pattern,
      targets: [
        new SqsQueue(this.queue, {
          deadLetterQueue: this.dead,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
          ...(message && { message }),
        }),
      ],
    });
  }
}

/** Feeds a function with the messages of one channel: topic → queue → function. */
export class FedFromTopic extends Fed {
  constructor(fed: AlpesFunction, { channel, ...feeding }: Feeding & { readonly channel: string }) {
    super(fed, 'FromTopic', feeding);
    Topic.fromTopicArn(this, 'Topic', arnOf(this, 'sns', namesIn(this).topic)).addSubscription(
      new SqsSubscription(this.queue, {
        rawMessageDelivery: true,
        filterPolicy: { canal: SubscriptionFilter.stringFilter({ allowlist: [channel] }) },
        deadLetterQueue: this.dead,
      }),
    );
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
  acknowledge(dead, { SQS3: 'It is a dead-letter queue: of a rule, a topic, a stream mapping or a function.' });
  watchDead(dead, name);
  return dead;
}
