import { SNSClient } from '@aws-sdk/client-sns';
import { tracedClient } from '../tracing/calls.ts';

let client: SNSClient | undefined;

/** SNS, for notifications. One client for the life of an instance, made when it is first asked for. */
export function sns(): SNSClient {
  client ??= tracedClient(new SNSClient({}));
  return client;
}
