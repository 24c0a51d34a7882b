import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** What looks at a grid. */
export interface Clients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly lambda: LambdaClient;
  readonly events: EventBridgeClient;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
}

/** Clients of an emulator's endpoint; without one, of the AWS account that the environment names. */
export function clientsOf(endpoint: string | undefined): Clients {
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const settings = endpoint ? { endpoint, ...local } : {};
  return {
    sqs: new SQSClient(settings),
    sns: new SNSClient(settings),
    lambda: new LambdaClient(settings),
    events: new EventBridgeClient(settings),
    dynamodb: new DynamoDBClient(settings),
    // A bucket before the host's name is one that an emulator's host may not have.
    s3: new S3Client({ ...settings, forcePathStyle: endpoint !== undefined }),
  };
}
