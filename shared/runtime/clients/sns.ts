import { SNSClient } from '@aws-sdk/client-sns';
import { lean, overSignedHttp } from './lean.ts';

let client: SNSClient | undefined;

/** SNS, for notifications. One client for the life of an instance, made when it is first asked for. */
export function sns(): SNSClient {
  client ??= lean(new SNSClient(overSignedHttp()));
  return client;
}
