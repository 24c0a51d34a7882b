import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Notification } from '#shared/model/notification.ts';
import type { Environment } from '#shared/runtime/environment.ts';
import { onTable, queryIndexes, readRowsOf, signLinks } from '../derive/grants.ts';
import { arnOf } from './arns.ts';
import type { Deployment } from './function.ts';
import { namesIn } from './stageStack.ts';
import { directed } from './viewed.ts';

/** What a function that orders messages from their channels is told. */
export function ordering(scope: Construct): Partial<Environment> {
  return { NOTIFICATIONS_TOPIC: arnOf(scope, 'sns', namesIn(scope).topic) };
}

/** What whoever orders messages may do beside writing down that they are. */
export function orderingGrants(scope: Construct): PolicyStatement[] {
  return [new PolicyStatement({ actions: ['sns:Publish'], resources: [arnOf(scope, 'sns', namesIn(scope).topic)] })];
}

/** What whoever orders the messages that have waited may do: it composes none. */
export function deferredGrants(scope: Construct, { name }: Notification): PolicyStatement[] {
  const table = namesIn(scope).view(name);
  return [
    onTable(scope, ['dynamodb:UpdateItem'], table),
    queryIndexes(scope, table, ['porEstado']),
    ...orderingGrants(scope),
  ];
}

/** What the delivery of a channel is told: where the messages are and what customers want of them, and to which pages they lead. */
export function delivering(scope: Construct, deployment: Deployment, of: Notification): Partial<Environment> {
  const { name, wishes } = of;
  if (!deployment.pageUrl)
    throw new Error(`The messages of ${name} lead to pages of which it is not said where they are.`);
  return {
    VIEW_TABLE: namesIn(scope).view(name),
    PAGE_URL: deployment.pageUrl,
    ...directed(scope, deployment, wishes ? [wishes.of] : []),
  };
}

/** What the delivery of a channel may do beside sending. */
export function deliveringGrants(scope: Construct, { name, link, wishes }: Notification): PolicyStatement[] {
  const actions = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:PutItem'];
  return [
    onTable(scope, actions, namesIn(scope).view(name)),
    ...(link ? [signLinks(scope)] : []),
    ...(wishes ? [readRowsOf(scope, wishes.of)] : []),
  ];
}

/** What whoever notes what has become of mail may do. */
export function notingGrants(scope: Construct, { name }: Notification): PolicyStatement[] {
  return [onTable(scope, ['dynamodb:BatchGetItem', 'dynamodb:PartiQLUpdate'], namesIn(scope).view(name))];
}

/** The right to send text messages: a telephone has no ARN, so that it is to all but topics. */
export function sendSms(scope: Construct): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] }),
    new PolicyStatement({ effect: Effect.DENY, actions: ['sns:Publish'], resources: [arnOf(scope, 'sns', '*')] }),
  ];
}

/** The right to send mail from the stage's address, by its configuration set; which identity has the address is the account's affair. */
export function sendMail(scope: Construct, sender: string): PolicyStatement[] {
  const statement = new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [arnOf(scope, 'ses', 'identity/*'), arnOf(scope, 'ses', `configuration-set/${namesIn(scope).mail}`)],
  });
  statement.addCondition('StringEquals', { 'ses:FromAddress': sender });
  return [statement];
}
