import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Notification } from '#shared/model/notification.ts';
import type { Environment } from '#shared/runtime/environment.ts';
import { onTable, queryIndexes, readRowsOf, signLinks } from '../derive/grants.ts';
import { KEYS, TOPIC, viewTable } from '../names.ts';
import { arnOf } from './arns.ts';
import type { Deployment } from './function.ts';
import { directed } from './viewed.ts';

/** What a function that sends messages is told: where they go out, to which pages they lead, and what customers want. */
export function sending(
  scope: Construct,
  deployment: Deployment,
  { name, wishes }: Notification,
): Partial<Environment> {
  const { pageUrl } = deployment;
  if (!pageUrl) throw new Error(`The messages of ${name} lead to pages of which it is not said where they are.`);
  return {
    NOTIFICATIONS_TOPIC: arnOf(scope, 'sns', TOPIC),
    PAGE_URL: pageUrl,
    KEYS_TABLE: KEYS,
    ...directed(deployment, wishes ? [wishes.of] : []),
  };
}

/** What whoever sends messages may do beside writing down what was sent. */
export function sendingGrants(scope: Construct, { wishes }: Notification): PolicyStatement[] {
  return [
    signLinks(scope),
    ...(wishes ? [readRowsOf(scope, wishes.of)] : []),
    new PolicyStatement({ actions: ['sns:Publish'], resources: [arnOf(scope, 'sns', TOPIC)] }),
  ];
}

/** What whoever sends the messages that have waited may do: it composes none. */
export function deferredGrants(scope: Construct, notification: Notification): PolicyStatement[] {
  const table = viewTable(notification.name);
  return [
    onTable(scope, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], table),
    queryIndexes(scope, table, ['porEstado']),
    ...sendingGrants(scope, notification),
  ];
}
