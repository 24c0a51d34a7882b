import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { lean, overSignedHttp } from './lean.ts';

let client: EventBridgeClient | undefined;

/** EventBridge, for the few that publish. One client for the life of an instance, made when it is first asked for. */
export function eventBridge(): EventBridgeClient {
  client ??= lean(new EventBridgeClient(overSignedHttp()));
  return client;
}
