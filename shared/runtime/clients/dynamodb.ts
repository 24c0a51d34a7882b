import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

let client: DynamoDBClient | undefined;

/** DynamoDB, for the event log, the keys and the views. One client for the life of an instance, made when it is first asked for. */
export function dynamodb(): DynamoDBClient {
  client ??= new DynamoDBClient({});
  return client;
}
