import { EventBridgeClient } from '@aws-sdk/client-eventbridge';

let client: EventBridgeClient | undefined;

/** EventBridge, for the few that publish. One client for the life of an instance, made when it is first asked for. */
export function eventBridge(): EventBridgeClient {
  client ??= new EventBridgeClient({});
  return client;
}
