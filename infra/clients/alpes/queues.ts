import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** What is in a queue. On AWS the numbers are approximate. */
export interface Depth {
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A queue as `GetQueueAttributes` describes it. */
export interface QueueState extends Depth {
  readonly arn: string;
  /** Of its dead-letter queue. */
  readonly deadArn: string | undefined;
}

/** The address of a queue. */
export async function queueUrl(sqs: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}

/** What a queue is and what is in it. */
export async function queueState(sqs: SQSClient, QueueUrl: string): Promise<QueueState> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const { RedrivePolicy } = Attributes;
  return {
    arn: Attributes.QueueArn ?? '',
    deadArn: RedrivePolicy ? JSON.parse(RedrivePolicy).deadLetterTargetArn : undefined,
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}

/** All messages of a queue. */
export function total({ waiting, inFlight, delayed }: Depth): number {
  return waiting + inFlight + delayed;
}
