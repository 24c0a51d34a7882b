import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Notification } from '#shared/model/notification.ts';
import type { Environment } from '#shared/runtime/environment.ts';
import { onTable, queryIndexes, signLinks } from '../derive/grants.ts';
import { arnOf } from './arns.ts';
import type { Deployment } from './function.ts';
import { namesIn } from './stageStack.ts';

/** What a function that sends messages is told: where they go out, and to which pages they lead. */
export function sending(scope: Construct, { pageUrl }: Deployment, { name }: Notification): Partial<Environment> {
  if (!pageUrl) throw new Error(`The messages of ${name} lead to pages of which it is not said where they are.`);
  return {
    NOTIFICATIONS_TOPIC: arnOf(scope, 'sns', namesIn(scope).topic),
    PAGE_URL: pageUrl,
    KEYS_TABLE: namesIn(scope).keys,
  };
}

/** What whoever sends messages may do beside writing down what was sent. */
export function sendingGrants(scope: Construct): PolicyStatement[] {
  return [
    signLinks(scope),
    new PolicyStatement({ actions: ['sns:Publish'], resources: [arnOf(scope, 'sns', namesIn(scope).topic)] }),
  ];
}

/** What whoever sends the messages that have waited may do: it composes none, and what their customers want was asked. */
export function deferredGrants(scope: Construct, { name }: Notification): PolicyStatement[] {
  const table = namesIn(scope).view(name);
  return [
    onTable(scope, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], table),
    queryIndexes(scope, table, ['porEstado']),
    ...sendingGrants(scope),
  ];
}
