import { SNSClient } from '@aws-sdk/client-sns';

let client: SNSClient | undefined;

/** SNS, for notifications. One client for the life of an instance, made when it is first asked for. */
export function sns(): SNSClient {
  client ??= new SNSClient({});
  return client;
}
