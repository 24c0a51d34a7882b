import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { tracedClient } from '../tracing/calls.ts';

let client: EventBridgeClient | undefined;

/** EventBridge, for the few that publish. One client for the life of an instance, made when it is first asked for. */
export function eventBridge(): EventBridgeClient {
  client ??= tracedClient(new EventBridgeClient({}));
  return client;
}
