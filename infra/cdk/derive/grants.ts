import { Fn, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Aggregates, type AnyCommand, namesStreams } from '#shared/model/command.ts';
import type { ForeignTable } from '#shared/model/foreignTable.ts';
import { INSTALLATION } from '#shared/model/installation.ts';
import type { Projection } from '#shared/model/projection.ts';
import type { ListQuery, ReportQuery, RowQuery } from '#shared/model/query.ts';
import type { ReadView, Technical } from '#shared/model/technical.ts';
import { arnOf, bucketArn } from '../constructs/arns.ts';
import { namesIn } from '../constructs/stageStack.ts';
import { API_STAGE } from '../names.ts';
import { writesPersonal } from './personalWrites.ts';
import { directoryReads } from './reads.ts';

const READ_LOG = ['dynamodb:Query'];
const WRITE_LOG = ['dynamodb:Query', 'dynamodb:PutItem'];
/** What several streams decide together: those of them that are not written are checked in the same transaction. */
const READ_TOGETHER = [...READ_LOG, 'dynamodb:ConditionCheckItem'];
const WRITE_TOGETHER = [...WRITE_LOG, 'dynamodb:ConditionCheckItem'];

/** Rights of a command: to decide, and on keys when it is given personal data, or makes ids that nobody can guess. */
export function commandGrants(scope: Construct, command: AnyCommand): PolicyStatement[] {
  return [
    ...decisionGrants(scope, command),
    ...(writesPersonal(command) || namesStreams(command) ? [makeKeys(scope)] : []),
    ...(command.tells?.secret ? [signLinks(scope)] : []),
  ];
}

/** The rights to decide a command: on the streams of its aggregates, of which it writes only some, and on its directories. */
export function decisionGrants(scope: Construct, command: AnyCommand): PolicyStatement[] {
  if (command.kind === 'command') return [onStreams(scope, WRITE_LOG, [command.of.name])];
  const names = (of: Aggregates = {}) => Object.values(of).map(({ name }) => name);
  const consulted = names(command.consults);
  return [
    onStreams(scope, WRITE_TOGETHER, names(command.over)),
    ...(consulted.length > 0 ? [onStreams(scope, READ_TOGETHER, consulted)] : []),
    ...directoryReads(command).flatMap((view) => readView(scope, view)),
  ];
}

/** The right to read a view: its rows, with the item that says which generation is served; and by what it names. */
export function readView(scope: Construct, { of, by = [] }: ReadView): PolicyStatement[] {
  const table = namesIn(scope).view(of.name);
  const indexes = of.kind === 'tally' ? ['porGrupo'] : by.filter((index) => index !== '*');
  const isWhole = of.kind !== 'tally' && by.includes('*');
  return [
    onTable(scope, ['dynamodb:GetItem', ...(isWhole ? ['dynamodb:Scan'] : [])], table),
    ...(indexes.length > 0 ? [queryIndexes(scope, table, indexes)] : []),
  ];
}

/** The right to read rows of a view by their keys, many in one call, with the item that says which generation is served. */
export function readRowsOf(scope: Construct, { name }: Projection): PolicyStatement {
  return onTable(scope, ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], namesIn(scope).view(name));
}

/** The right to send to, or to end, the connections of the WebSocket API's stage. */
export function onConnections(scope: Construct, method: 'POST' | 'DELETE'): PolicyStatement {
  return new PolicyStatement({
    actions: ['execute-api:ManageConnections'],
    resources: [
      Stack.of(scope).formatArn({
        service: 'execute-api',
        resource: Fn.importValue(namesIn(scope).live),
        resourceName: `${API_STAGE}/${method}/@connections/*`,
      }),
    ],
  });
}

/** The right to read the streams of an aggregate, for whoever closes gaps. */
export function readStreams(scope: Construct, ...aggregates: readonly string[]): PolicyStatement {
  return onStreams(scope, READ_LOG, aggregates);
}

/** The right to write and read the streams of a saga. */
export function writeStreams(scope: Construct, ...names: readonly string[]): PolicyStatement {
  return onStreams(scope, WRITE_LOG, names);
}

/** The right to read customers' keys. */
export function readKeys(scope: Construct): PolicyStatement {
  return onTable(scope, ['dynamodb:GetItem'], namesIn(scope).keys);
}

/** The right to read customers' keys, and to make those that are not there: an INSERT cannot overwrite, where a PutItem could. */
export function makeKeys(scope: Construct): PolicyStatement {
  return onTable(scope, ['dynamodb:GetItem', 'dynamodb:PartiQLInsert'], namesIn(scope).keys);
}

/** The right to the secret of the installation, with which links are signed and told from others; and to no customer's key. */
export function signLinks(scope: Construct): PolicyStatement {
  const statement = makeKeys(scope);
  statement.addCondition('ForAllValues:StringEquals', { 'dynamodb:LeadingKeys': [INSTALLATION] });
  return statement;
}

/** The right to say of a key that its customer has asked to be forgotten, and nothing else. */
export function closeKeys(scope: Construct): PolicyStatement {
  const statement = onTable(scope, ['dynamodb:UpdateItem'], namesIn(scope).keys);
  statement.addCondition('ForAllValues:StringEquals', { 'dynamodb:Attributes': ['subject', 'closingAt'] });
  return statement;
}

/** The right to put in a key's place that its customer was forgotten, and nothing else. */
export function forgetKeys(scope: Construct): PolicyStatement {
  const statement = onTable(scope, ['dynamodb:PutItem'], namesIn(scope).keys);
  statement.addCondition('ForAllValues:StringEquals', {
    'dynamodb:Attributes': ['subject', 'closingAt', 'forgottenAt'],
  });
  return statement;
}

/** The rights on the files of a store: an address is as good as the right of who has signed it. */
export function onFiles(scope: Construct, { of, may }: NonNullable<Technical['files']>): PolicyStatement[] {
  const names = { put: 's3:PutObject', get: 's3:GetObject', delete: 's3:DeleteObject' };
  const actions = may.map((right) => names[right]);
  return [
    new PolicyStatement({ actions, resources: [bucketArn(scope, of.name, 'files')] }),
    // What is deleted is found by how its key begins.
    ...(may.includes('delete')
      ? [new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucketArn(scope, of.name)] })]
      : []),
  ];
}

/** The rights to publish changes of a table elsewhere: onto the bus, with the keys that encrypt what is personal in them. */
export function publishChanges(scope: Construct): PolicyStatement[] {
  return [onBus(scope), makeKeys(scope)];
}

/** The right to publish on the bus. */
export function onBus(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [arnOf(scope, 'events', `event-bus/${namesIn(scope).system}`)],
  });
}

/** The right to read a table of another system, whole and by its keys. */
export function scanTable(scope: Construct, { name }: ForeignTable): PolicyStatement {
  return onTable(scope, ['dynamodb:Scan', 'dynamodb:BatchGetItem'], namesIn(scope).of(name));
}

/** Rights on a table, which are those on its items. */
export function onTable(scope: Construct, actions: readonly string[], table: string): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [arnOf(scope, 'dynamodb', `table/${table}`)] });
}

/** The right to query indexes of a table. */
export function queryIndexes(scope: Construct, table: string, indexes: readonly string[]): PolicyStatement {
  const arn = arnOf(scope, 'dynamodb', `table/${table}`);
  return new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => `${arn}/index/${index}`),
  });
}

/**
 * What a list or a report reads: the row that says which generation is served, and its rows, by the indexes that it names
 * or from the whole table.
 */
export function readRows(scope: Construct, { of, ...query }: ListQuery | ReportQuery): PolicyStatement[] {
  const table = namesIn(scope).view(of.name);
  if (of.kind === 'journal') return [onTable(scope, ['dynamodb:GetItem', 'dynamodb:Query'], table)];
  if (of.kind === 'notification')
    return [queryIndexes(scope, table, query.kind === 'list' && query.by ? query.by : ['porClave'])];
  return readView(scope, { of, by: (query.kind === 'list' && query.by) || ['*'] });
}

/** The right to read what a query shows beside a row. */
export function readBeside(scope: Construct, beside: NonNullable<RowQuery['beside']>): PolicyStatement[] {
  return 'kind' in beside
    ? readView(scope, { of: beside })
    : [onTable(scope, ['dynamodb:Query'], namesIn(scope).view(beside.name))];
}

function onStreams(scope: Construct, actions: readonly string[], names: readonly string[]): PolicyStatement {
  const statement = onTable(scope, actions, namesIn(scope).eventLog);
  statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': names.map((name) => `${name}#*`) });
  return statement;
}
