import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { UndiciHttpHandler } from '@smithy/undici-http-handler';

/** One of each client for the life of an instance, made when it is first asked for: a cold start pays for what it uses. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const requestHandler = once(() => new UndiciHttpHandler());

/** DynamoDB, for the event log, the keys and the views. */
export const dynamodb = once(() => new DynamoDBClient({ requestHandler: requestHandler() }));

/** EventBridge, for those few that publish. */
export const eventBridge = once(() => new EventBridgeClient({ requestHandler: requestHandler() }));

/** SNS, for notifications. */
export const sns = once(() => new SNSClient({ requestHandler: requestHandler() }));

/** SQS, to put messages back into a function's own queue. */
export const sqs = once(() => new SQSClient({ requestHandler: requestHandler() }));
