import { AwsError, type Deployed, type JsonObject, type ResourceInput, type ResourceType } from '../../../service.ts';
import { asGridArns, tableArn } from '../arns.ts';
import { DYNAMODB } from '../forward.ts';
import { changesOf, indexOf, streamView } from './changes.ts';
import type { TableParts } from './parts.ts';

/** What both kinds of table act on. */
export const ACTED = [
  'TableName',
  'KeySchema',
  'AttributeDefinitions',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'StreamSpecification',
  'TimeToLiveSpecification',
];

const NO_LIMITS = 'The engine has no limits of throughput.';

/** What both kinds of table accept and leave. */
export const INERT: Record<string, string> = {
  PointInTimeRecoverySpecification: 'There are no backups on a laptop: copy the data folder.',
  ContributorInsightsSpecification: 'A metric of the account.',
  SSESpecification: 'The files on a laptop are not encrypted.',
  TableClass: 'A matter of price.',
  BillingMode: NO_LIMITS,
  ProvisionedThroughput: NO_LIMITS,
  OnDemandThroughput: NO_LIMITS,
  WarmThroughput: NO_LIMITS,
};

/** `AWS::DynamoDB::Table`. A table that is there keeps its items, whatever the template changes. */
export function tableResource(parts: TableParts): ResourceType {
  return {
    acted: [...ACTED, 'DeletionProtectionEnabled', 'ResourcePolicy', 'Tags'],
    inert: INERT,
    ensure: (resource) => ensureTable(parts, resource, resource.properties),
    remove: (resource) => removeTable(parts, resource),
  };
}

/** Makes the table, or brings the one that is there to these properties. */
export async function ensureTable(parts: TableParts, resource: ResourceInput, wanted: JsonObject): Promise<Deployed> {
  const { forwarder, tables, access } = parts;
  const TableName = nameOf(resource);
  const present = await described(parts, TableName);
  if (!present) await forwarder.call(`${DYNAMODB}CreateTable`, creation(TableName, wanted));
  for (const change of present ? changesOf(present, wanted) : []) {
    await forwarder.call(`${DYNAMODB}UpdateTable`, { TableName, ...change });
    await described(parts, TableName);
  }
  await ensureTimeToLive(parts, TableName, wanted.TimeToLiveSpecification);
  if (present) await ensureTags(parts, TableName, wanted.Tags);
  const table = await described(parts, TableName);
  tables.learn(table);
  access.setResourcePolicy(tableArn(TableName), TableName, wanted.ResourcePolicy?.PolicyDocument);
  return {
    ref: TableName,
    attributes: {
      Arn: tableArn(TableName),
      TableId: table?.TableId,
      ...(table?.LatestStreamArn && { StreamArn: asGridArns(table.LatestStreamArn) }),
    },
  };
}

/** Drops the table with its items. */
export async function removeTable(parts: TableParts, resource: ResourceInput): Promise<void> {
  const TableName = nameOf(resource);
  if (!(await described(parts, TableName))) return;
  await parts.forwarder.call(`${DYNAMODB}DeleteTable`, { TableName });
  parts.tables.forget(TableName);
  parts.access.setResourcePolicy(tableArn(TableName), TableName, undefined);
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return properties.TableName ?? defaultName;
}

function creation(TableName: string, wanted: JsonObject): JsonObject {
  const { KeySchema, AttributeDefinitions, DeletionProtectionEnabled, Tags = [] } = wanted;
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = wanted;
  const view = streamView(wanted);
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(indexOf) }),
    ...(LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: LocalSecondaryIndexes.map(indexOf) }),
    ...(view && { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
    ...(DeletionProtectionEnabled !== undefined && { DeletionProtectionEnabled }),
    ...(Tags.length > 0 && { Tags }),
  };
}

async function ensureTimeToLive({ forwarder }: TableParts, TableName: string, wanted: JsonObject | undefined) {
  const { TimeToLiveDescription } = await forwarder.call(`${DYNAMODB}DescribeTimeToLive`, { TableName });
  const { TimeToLiveStatus, AttributeName: had } = TimeToLiveDescription;
  const before = TimeToLiveStatus?.startsWith('ENABL') ? had : undefined;
  const after = wanted?.Enabled === false ? undefined : wanted?.AttributeName;
  if (before === after) return;
  const set = (AttributeName: string, Enabled: boolean) => {
    const input = { TableName, TimeToLiveSpecification: { Enabled, AttributeName } };
    return forwarder.call(`${DYNAMODB}UpdateTimeToLive`, input);
  };
  if (before !== undefined) await set(before, false);
  if (after !== undefined) await set(after, true);
}

async function ensureTags({ forwarder }: TableParts, name: string, wanted: JsonObject[] = []): Promise<void> {
  const ResourceArn = tableArn(name);
  const { Tags = [] } = await forwarder.call(`${DYNAMODB}ListTagsOfResource`, { ResourceArn });
  const had = new Map<string, string>(Tags.map(({ Key, Value }: JsonObject) => [Key, Value]));
  const changed = wanted.filter(({ Key, Value }) => had.get(Key) !== Value);
  const gone = [...had.keys()].filter((key) => !wanted.some(({ Key }) => Key === key));
  if (gone.length > 0) await forwarder.call(`${DYNAMODB}UntagResource`, { ResourceArn, TagKeys: gone });
  if (changed.length > 0) await forwarder.call(`${DYNAMODB}TagResource`, { ResourceArn, Tags: changed });
}

async function described({ forwarder }: TableParts, TableName: string): Promise<JsonObject | undefined> {
  try {
    for (;;) {
      const { Table } = await forwarder.call(`${DYNAMODB}DescribeTable`, { TableName });
      if (Table.TableStatus === 'ACTIVE') return Table;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
