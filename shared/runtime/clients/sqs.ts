import { SQSClient } from '@aws-sdk/client-sqs';
import { lean, overSignedHttp } from './lean.ts';

let client: SQSClient | undefined;

/** SQS, to put messages back into a function's own queue. One client for the life of an instance, made when it is first asked for. */
export function sqs(): SQSClient {
  client ??= lean(new SQSClient(overSignedHttp()));
  return client;
}
