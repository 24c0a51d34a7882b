import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { lean, overSignedHttp } from './lean.ts';

let client: DynamoDBClient | undefined;

/** DynamoDB, for the event log, the keys and the views. One client for the life of an instance, made when it is first asked for. */
export function dynamodb(): DynamoDBClient {
  client ??= lean(new DynamoDBClient(overSignedHttp()));
  return client;
}
