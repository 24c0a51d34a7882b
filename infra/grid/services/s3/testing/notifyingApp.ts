import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination, SnsDestination, SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { tellingFunction } from '../../../testing/tellingFunction.ts';

/** What a test changes between two deployments. */
export interface NotifyingOptions {
  readonly outdir: string;
  /** What keys of pictures end with. */
  readonly suffix: string;
  /** Leaves out all notifications. */
  readonly silent?: boolean;
}

/**
 * An app in the way of the public examples: what comes into a bucket is told to a function (pictures), a queue (what goes), a
 * topic (texts) and the event bus, each of which tells a queue of its own.
 */
export function synthNotifying({ outdir, suffix, silent = false }: NotifyingOptions): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Notifying');
  const queue = (id: string) => {
    const made = new Queue(stack, id);
    new CfnOutput(stack, `${id}Name`, { value: made.queueName });
    return made;
  };
  const [pictures, gone, texts, all] = [queue('Pictures'), queue('Gone'), queue('Texts'), queue('All')];
  const fn = tellingFunction(stack, pictures);
  const topic = new Topic(stack, 'Topic');
  topic.addSubscription(new SqsSubscription(texts, { rawMessageDelivery: true }));
  const bucket = new Bucket(stack, 'Bucket', {
    bucketName: 'fotos',
    removalPolicy: RemovalPolicy.DESTROY,
    lifecycleRules: [],
  });
  if (!silent) {
    bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(fn), { prefix: 'fotos/', suffix });
    bucket.addEventNotification(EventType.OBJECT_REMOVED, new SqsDestination(gone));
    bucket.addEventNotification(EventType.OBJECT_CREATED_PUT, new SnsDestination(topic), { suffix: '.txt' });
    bucket.enableEventBridgeNotification();
  }
  new Rule(stack, 'Rule', { eventPattern: { source: ['aws.s3'] }, targets: [new SqsQueue(all)] });
  return app.synth().directory;
}
