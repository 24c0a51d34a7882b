import { Duration } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { AnyLive } from '#shared/model/live.ts';
import type { Projection } from '#shared/model/projection.ts';
import type { Grant, TableRight, Technical } from '#shared/model/technical.ts';
import type { Environment, ViewNames } from '#shared/runtime/environment.ts';
import { LIMITS } from '../defaults.ts';
import { type Declared, verifiesTokens } from '../derive/functions.ts';
import {
  closeKeys,
  decisionGrants,
  forgetKeys,
  makeKeys,
  onBus,
  onConnections,
  onFiles,
  onTable,
  publishChanges,
  readBeside,
  readKeys,
  readRowsOf,
  readStreams,
  readView,
  scanTable,
  signLinks,
} from '../derive/grants.ts';
import { livePattern } from '../derive/patterns.ts';
import { writesPersonal } from '../derive/personalWrites.ts';
import { deadLetterNames, queueNames } from '../derive/queues.ts';
import { API_STAGE } from '../names.ts';
import { acknowledge } from './acknowledge.ts';
import { LATE, VERY_LATE, watchGivenUp, watchIterator, watchLag } from './alarms.ts';
import { arnOf, bucketName } from './arns.ts';
import { AlpesFunction, type Deployment } from './function.ts';
import { stageUrl } from './liveApi.ts';
import { MailSet, mailNews, mailPattern } from './mailSet.ts';
import { buriesIn, deadLetters, FedFromBus, FedFromTopic } from './queue.ts';
import { reservedFor } from './reserved.ts';
import { deferredGrants, delivering, deliveringGrants, notingGrants, ordering, sendMail, sendSms } from './sending.ts';
import { namesIn } from './stageStack.ts';
import { besides, directed, viewsOf } from './viewed.ts';

/** Batches at once that are sent to clients: each sends fifty messages at a time, and mostly waits for views and clients. */
const SENDING_CONCURRENCY = 5;

/**
 * Batches of messages at once, of each channel: a customer's rate of messages holds in each instance, so their number bounds
 * it in all; and a provider takes so many a second (`docs/operations.md`).
 */
const DELIVERING_CONCURRENCY = 5;

/** What technical functions may need of the system around them. */
export interface Surroundings {
  readonly deployment: Deployment;
  readonly eventLog: Table;
  /** Tables of other systems, by name. */
  readonly foreign: ReadonlyMap<string, Table>;
  /** All that goes live. */
  readonly lives: readonly AnyLive[];
}

/** Makes a technical function from the trigger and the grants that its declaration spells out. */
export function technicalFunction(
  scope: Construct,
  { name, context, declaration }: Extract<Declared, { kind: 'technical' }>,
  surroundings: Surroundings,
): AlpesFunction {
  const { deployment, lives } = surroundings;
  const names = namesIn(scope);
  const rows = [...(declaration.rows ?? []), ...(declaration.live ? viewsOfLives(lives) : [])];
  const made = new AlpesFunction(scope, {
    name,
    context: context.name,
    deployment,
    reserved: reservedFor(declaration.trigger, deployment.settings.account),
    environment: {
      ...environmentOf(scope, declaration, { deployment, rows }),
      ...(speaks(declaration) && { LIVE_ENDPOINT: stageUrl(scope, 'https') }),
      ...(declaration.files && { FILES_BUCKET: bucketName(scope, declaration.files.of.name) }),
    },
    statements: [
      ...declaration.grants.flatMap((grant) => statementsOf(scope, grant, deployment)),
      ...messagesOf(scope, declaration.trigger),
      ...(declaration.carriesOut ?? []).flatMap((command) => decisionGrants(scope, command)),
      ...((declaration.carriesOut ?? []).some(writesPersonal) ? [makeKeys(scope)] : []),
      ...(declaration.reads ?? []).flatMap((view) => readView(scope, view)),
      ...(declaration.streams ? [readStreams(scope, ...declaration.streams)] : []),
      ...(declaration.sends ? deferredGrants(scope, declaration.sends) : []),
      ...(declaration.beside ? readBeside(scope, declaration.beside) : []),
      ...rows.map((view) => readRowsOf(scope, view)),
      ...(declaration.files ? onFiles(scope, declaration.files) : []),
      ...(declaration.publishes ? publishChanges(scope) : []),
      ...(declaration.scans ? [scanTable(scope, declaration.scans)] : []),
    ],
  });
  for (const method of ['POST', 'DELETE'])
    if (speaks(declaration))
      acknowledge(made.role, {
        [`IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${names.live}/${API_STAGE}/${method}/@connections/*]`]:
          'Which clients there are is known only when they connect: of that stage, any.',
      });
  if (declaration.files) {
    const files = `arn:<AWS::Partition>:s3:::${names.of(declaration.files.of.name)}-<AWS::AccountId>-<AWS::Region>/*`;
    acknowledge(made.role, {
      [`IAM5[Resource::${files}]`]: 'Files have keys that nobody knows beforehand; the bucket has no others.',
    });
  }
  if (declaration.grants.includes('mail:send'))
    acknowledge(made.role, {
      'IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]':
        'An address is verified by itself or with its domain; a condition lets mail come from the one of the stage only.',
    });
  trigger(made, declaration, surroundings);
  if (declaration.trigger.on === 'outside') watchGivenUp(made, context.name);
  if (declaration.trigger.on === 'table') watchLag(made, context.name);
  return made;
}

function environmentOf(
  scope: Construct,
  { trigger, table, uses, beside, sends, scans, carriesOut = [], reads = [], grants }: Technical,
  { deployment, rows }: { readonly deployment: Deployment; readonly rows: readonly Projection[] },
): Partial<Environment> {
  const view = table?.name ?? uses;
  const names = namesIn(scope);
  return {
    EVENT_LOG_TABLE: names.eventLog,
    KEYS_TABLE: names.keys,
    BUS_NAME: names.system,
    ...(view && { VIEW_TABLE: names.view(view) }),
    ...(scans && { SOURCE_TABLE: names.of(scans.name) }),
    ...directed(scope, deployment, [...carriesOut.flatMap(viewsOf), ...reads.map(({ of }) => of), ...rows]),
    ...besides(scope, deployment, beside),
    ...(sends && { ...ordering(scope), VIEW_TABLE: names.view(sends.name) }),
    ...(trigger.on === 'channel' && delivering(scope, deployment, trigger.of)),
    ...(trigger.on === 'mail' && { VIEW_TABLE: names.view(trigger.of.name) }),
    ...(grants.includes('sms:send') && deployment.senders && { SMS_SENDER: deployment.senders.SMS_SENDER }),
    ...(grants.includes('mail:send') &&
      deployment.senders && { MAIL_SENDER: deployment.senders.MAIL_SENDER, MAIL_CONFIGURATION: names.mail }),
    ...(verifiesTokens(trigger) && deployment.tokens),
    ...(trigger.on === 'http' && deployment.cors),
    ...(trigger.on === 'authorizer' && deployment.meters),
    ...(trigger.on === 'pages' && deployment.page),
    ...(trigger.on === 'outside' && deployment.outside),
    ...(grants.some((grant) => QUEUE_GRANTS.has(grant)) && { QUEUES: JSON.stringify(deployment.queues) }),
    ...(grants.includes('views:look') && { VIEWS: JSON.stringify(deployment.views) }),
  };
}

/** The views whose rows go live. */
function viewsOfLives(lives: readonly AnyLive[]): readonly Projection[] {
  return lives.flatMap((live) => (live.kind === 'rows' ? [live.of] : []));
}

/** Whether it speaks to clients of the WebSocket API. */
function speaks({ grants }: Technical): boolean {
  return grants.some((grant) => grant.startsWith('connections:'));
}

/** What each right on a table of technical functions is to DynamoDB. */
const ON_TABLE: Readonly<Record<TableRight, readonly string[]>> = {
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem'],
  lookUp: ['dynamodb:BatchGetItem'],
  change: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
};

const QUEUE_GRANTS: ReadonlySet<Grant> = new Set(['queues:read', 'deadLetters:read']);

/** The right to see how many messages are in queues, and none of them. */
function lookAt(scope: Construct, queues: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
    resources: queues.map((queue) => arnOf(scope, 'sqs', queue)),
  });
}

/** The right to read single items of every view. */
function lookAtViews(scope: Construct, { prefix, views }: ViewNames): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:GetItem'],
    resources: Object.keys(views).map((name) => arnOf(scope, 'dynamodb', `table/${prefix}${name}`)),
  });
}

/** The rights on messages of whoever sends them, or notes what has become of them. */
function messagesOf(scope: Construct, trigger: Technical['trigger']): PolicyStatement[] {
  if (trigger.on === 'channel') return deliveringGrants(scope, trigger.of);
  return trigger.on === 'mail' ? notingGrants(scope, trigger.of) : [];
}

function statementsOf(scope: Construct, grant: Grant, deployment: Deployment): PolicyStatement[] {
  if (grant === 'sms:send') return sendSms(scope);
  if (grant === 'mail:send') return sendMail(scope, deployment.senders?.MAIL_SENDER ?? '');
  return [statementOf(scope, grant, deployment)];
}

function statementOf(scope: Construct, grant: Grant, { queues, views }: Deployment): PolicyStatement {
  if (grant === 'bus:publish') return onBus(scope);
  if (grant === 'links:sign') return signLinks(scope);
  if (grant === 'keys:close') return closeKeys(scope);
  if (grant === 'keys:forget') return forgetKeys(scope);
  if (grant === 'keys:read') return readKeys(scope);
  if (grant === 'queues:read') return lookAt(scope, [...queueNames(queues), ...deadLetterNames(queues)]);
  // X-Ray has no resources.
  if (grant === 'traces:read') return new PolicyStatement({ actions: ['xray:BatchGetTraces'], resources: ['*'] });
  if (grant === 'views:look') return lookAtViews(scope, views);
  if (grant === 'deadLetters:read') return lookAt(scope, deadLetterNames(queues));
  if (grant === 'connections:post') return onConnections(scope, 'POST');
  if (grant === 'connections:close') return onConnections(scope, 'DELETE');
  const [kind, name, right] = grant.split(':') as [string, string, TableRight];
  if (kind === 'streams') return readStreams(scope, name);
  return onTable(scope, ON_TABLE[right], namesIn(scope).view(name));
}

function trigger(made: AlpesFunction, { trigger: to }: Technical, { eventLog, foreign, lives }: Surroundings): void {
  switch (to.on) {
    case 'eventLog':
      feedFromStream(made, eventLog);
      break;
    case 'table':
      feedFromStream(made, tableNamed(foreign, to.of.name));
      break;
    case 'changes':
      new FedFromBus(made, { pattern: { detailType: [to.of.type] }, batches: 'gathered' });
      break;
    case 'operator':
      leaveLetters(made);
      break;
    case 'schedule':
      wake(made, to.minutes);
      break;
    case 'outside':
      new FedFromBus(made, { pattern: { detailType: [...to.types] }, late: VERY_LATE });
      break;
    case 'event':
      new FedFromBus(made, {
        pattern: { detailType: [...to.types] },
        batches: 'gathered',
        late: LATE.plus(Duration.seconds(to.longerSeconds ?? 0)),
      });
      break;
    case 'channel':
      new FedFromTopic(made, { channel: to.channel, maxConcurrency: DELIVERING_CONCURRENCY });
      break;
    case 'mail':
      new MailSet(made);
      new FedFromBus(made, {
        pattern: mailPattern(namesIn(made).mail),
        bus: 'aws',
        message: mailNews(),
        batches: 'gathered',
      });
      break;
    case 'live':
      new FedFromBus(made, { pattern: livePattern(lives), maxConcurrency: SENDING_CONCURRENCY });
      break;
    case 'http':
    case 'pages':
    case 'authorizer':
    case 'socket':
    case 'socketAuthorizer':
  }
}

function tableNamed(foreign: ReadonlyMap<string, Table>, name: string): Table {
  const table = foreign.get(name);
  if (!table) throw new Error(`There is no table ${name} whose stream could be read.`);
  return table;
}

/** Who calls it sees whether it failed; what it gives up all the same is told to its dead-letter queue. */
function leaveLetters(made: AlpesFunction): void {
  const dead = deadLetters(made, made.node.id);
  buriesIn(made, dead);
  made.lambda.configureAsyncInvoke({ onFailure: new SqsDestination(dead), retryAttempts: 2 });
}

/**
 * The function sets aside what it can never publish, so that what fails is what everything fails at, such as a bus that is out
 * of order: that is tried until the stream is about to drop the records, after a day, and its lag has an alarm.
 */
function feedFromStream(made: AlpesFunction, table: Table): void {
  const dead = deadLetters(made, made.node.id);
  buriesIn(made, dead);
  made.lambda.addEventSource(
    new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: LIMITS.streamBatchSize,
      bisectBatchOnError: true,
      maxRecordAge: LIMITS.streamRecordAge,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(dead),
    }),
  );
  acknowledge(made.role, { 'IAM5[Resource::*]': 'dynamodb:ListStreams takes no resource, and X-Ray has none.' });
  watchIterator(made, namesIn(made).of(made.node.id));
}

/** The next run does what this one could not: it is tried again only for a short time. */
function wake(made: AlpesFunction, minutes: number): void {
  const dead = deadLetters(made, made.node.id);
  buriesIn(made, dead);
  const tries = { retryAttempts: 2, maxEventAge: Duration.minutes(5) };
  new Rule(made, 'Schedule', {
    ruleName: namesIn(made).of(made.node.id),
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(made.lambda, { deadLetterQueue: dead, ...tries })],
  });
  made.lambda.configureAsyncInvoke({ onFailure: new SqsDestination(dead), ...tries });
}
