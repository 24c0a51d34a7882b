import { isDeepStrictEqual } from 'node:util';
import { AwsError, type Deployed, type JsonObject, type ResourceInput, type ResourceType } from '../../service.ts';
import { asGridArns, tableArn } from './arns.ts';
import { DYNAMODB, type Forwarder } from './forward.ts';
import type { Tables } from './tables.ts';

type Properties = JsonObject;

const INERT = {
  PointInTimeRecoverySpecification: 'There are no backups on a laptop: copy the data folder.',
  ContributorInsightsSpecification: 'A metric of the account.',
  KinesisStreamSpecification: 'There is no Kinesis on the grid; streams are read through DynamoDB Streams.',
  WarmThroughput: 'Nothing has to be warmed.',
  OnDemandThroughput: 'The engine has no limits of throughput.',
  ProvisionedThroughput: 'The engine has no limits of throughput.',
  TableClass: 'A matter of price.',
};

/** `AWS::DynamoDB::Table`. A table that is there keeps its items, whatever the template changes. */
export function tableResource(forwarder: Forwarder, tables: Tables): ResourceType {
  return {
    acted: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'BillingMode',
      'StreamSpecification',
      'TimeToLiveSpecification',
      'SSESpecification',
      'DeletionProtectionEnabled',
      'Tags',
    ],
    inert: INERT,
    ensure: (resource) => ensureTable({ forwarder, tables, resource }, resource.properties),
    remove: (resource) => removeTable(forwarder, tables, resource),
  };
}

/** `AWS::DynamoDB::GlobalTable` with its one replica in the grid's region, which is what CDK's `TableV2` makes. */
export function globalTableResource(forwarder: Forwarder, tables: Tables): ResourceType {
  const { acted, inert, remove } = tableResource(forwarder, tables);
  return {
    acted: [...acted.filter((name) => name !== 'Tags' && name !== 'DeletionProtectionEnabled'), 'Replicas'],
    inert: {
      ...inert,
      WriteProvisionedThroughputSettings: 'The engine has no limits of throughput.',
      WriteOnDemandThroughputSettings: 'The engine has no limits of throughput.',
    },
    ensure(resource) {
      const { Replicas = [], ...table } = resource.properties;
      if (Replicas.length !== 1) {
        throw new AwsError(
          'ValidationException',
          `${resource.logicalId}: the grid has one region, so a GlobalTable has one replica; got ${Replicas.length}.`,
        );
      }
      const [{ Tags, DeletionProtectionEnabled }] = Replicas;
      return ensureTable(
        { forwarder, tables, resource },
        {
          ...table,
          ...(Tags && { Tags }),
          ...(DeletionProtectionEnabled !== undefined && { DeletionProtectionEnabled }),
        },
      );
    },
    remove,
  };
}

interface Work {
  readonly forwarder: Forwarder;
  readonly tables: Tables;
  readonly resource: ResourceInput;
}

async function ensureTable(work: Work, properties: Properties): Promise<Deployed> {
  const { forwarder, tables, resource } = work;
  const TableName = nameOf(resource);
  const present = await described(forwarder, TableName);
  if (present) await bring(work, present, properties);
  else await forwarder.call(`${DYNAMODB}CreateTable`, creation(TableName, properties));
  await live(forwarder, TableName, properties.TimeToLiveSpecification);
  const table = await described(forwarder, TableName);
  tables.learn(table);
  return {
    ref: TableName,
    attributes: {
      Arn: tableArn(TableName),
      TableId: table?.TableId,
      ...(table?.LatestStreamArn && { StreamArn: asGridArns(table.LatestStreamArn) }),
    },
  };
}

async function bring({ forwarder, resource }: Work, present: Properties, wanted: Properties): Promise<void> {
  const { TableName } = present;
  if (!isDeepStrictEqual(bySchema(present.KeySchema), bySchema(wanted.KeySchema))) {
    throw new AwsError(
      'ValidationException',
      `${resource.logicalId}: the key schema of table ${TableName} has changed, and a table cannot change its keys. Give the table another name or logical id, or delete it first: aws dynamodb delete-table --table-name ${TableName}`,
    );
  }
  const update = (input: Properties) => forwarder.call(`${DYNAMODB}UpdateTable`, { TableName, ...input });
  for (const change of indexChanges(present, wanted)) {
    await update({ AttributeDefinitions: wanted.AttributeDefinitions, GlobalSecondaryIndexUpdates: [change] });
    await described(forwarder, TableName);
  }
  const view = streamView(wanted);
  const had = present.StreamSpecification?.StreamEnabled ? present.StreamSpecification.StreamViewType : undefined;
  if (had !== undefined && had !== view) await update({ StreamSpecification: { StreamEnabled: false } });
  if (view !== undefined && had !== view)
    await update({ StreamSpecification: { StreamEnabled: true, StreamViewType: view } });
  const guarded = wanted.DeletionProtectionEnabled === true;
  if (guarded !== (present.DeletionProtectionEnabled ?? false)) await update({ DeletionProtectionEnabled: guarded });
}

function indexChanges(present: Properties, wanted: Properties): Properties[] {
  const had = new Map<string, Properties>((present.GlobalSecondaryIndexes ?? []).map(named));
  const wants = new Map<string, Properties>((wanted.GlobalSecondaryIndexes ?? []).map(named));
  for (const [name, index] of wants) {
    const before = had.get(name);
    if (before && !isDeepStrictEqual(shapeOf(before), shapeOf(index))) {
      throw new AwsError(
        'ValidationException',
        `The index ${name} of ${present.TableName} has changed its keys or projection: an index cannot be changed. Give it another name.`,
      );
    }
  }
  const gone = [...had.keys()].filter((name) => !wants.has(name));
  const added = [...wants].filter(([name]) => !had.has(name));
  return [
    ...gone.map((IndexName) => ({ Delete: { IndexName } })),
    ...added.map(([, index]) => ({ Create: indexOf(index) })),
  ];
}

function creation(TableName: string, properties: Properties): Properties {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  const { SSESpecification, DeletionProtectionEnabled, Tags } = properties;
  const view = streamView(properties);
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes?.length > 0 && { GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(indexOf) }),
    ...(LocalSecondaryIndexes?.length > 0 && { LocalSecondaryIndexes }),
    ...(view && { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
    ...(SSESpecification && { SSESpecification: encryption(SSESpecification) }),
    ...(DeletionProtectionEnabled !== undefined && { DeletionProtectionEnabled }),
    ...(Tags?.length > 0 && { Tags }),
  };
}

async function live(forwarder: Forwarder, TableName: string, wanted: Properties | undefined): Promise<void> {
  const { TimeToLiveDescription } = await forwarder.call(`${DYNAMODB}DescribeTimeToLive`, { TableName });
  const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription;
  const enabled = TimeToLiveStatus === 'ENABLED' || TimeToLiveStatus === 'ENABLING';
  const set = (attribute: string, Enabled: boolean) =>
    forwarder.call(`${DYNAMODB}UpdateTimeToLive`, {
      TableName,
      TimeToLiveSpecification: { Enabled, AttributeName: attribute },
    });
  const attribute = wanted?.Enabled === false ? undefined : wanted?.AttributeName;
  if (enabled && attribute !== AttributeName) await set(AttributeName, false);
  if (attribute !== undefined && !(enabled && attribute === AttributeName)) await set(attribute, true);
}

async function described(forwarder: Forwarder, TableName: string): Promise<Properties | undefined> {
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

async function removeTable(forwarder: Forwarder, tables: Tables, resource: ResourceInput): Promise<void> {
  const TableName = nameOf(resource);
  if (!(await described(forwarder, TableName))) return;
  await forwarder.call(`${DYNAMODB}DeleteTable`, { TableName });
  tables.forget(TableName);
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return properties.TableName ?? defaultName;
}

/** In a template a stream is on when its view is given; a global table without one has the full view. */
function streamView({ StreamSpecification }: Properties): string | undefined {
  return StreamSpecification && (StreamSpecification.StreamViewType ?? 'NEW_AND_OLD_IMAGES');
}

function encryption({ SSEEnabled, SSEType, KMSMasterKeyId }: Properties): Properties {
  return { Enabled: SSEEnabled, ...(SSEType && { SSEType }), ...(KMSMasterKeyId && { KMSMasterKeyId }) };
}

function indexOf({ IndexName, KeySchema, Projection }: Properties): Properties {
  return { IndexName, KeySchema, Projection };
}

function named(index: Properties): [string, Properties] {
  return [index.IndexName, index];
}

function shapeOf({ KeySchema, Projection }: Properties): unknown {
  const attributes = [...(Projection?.NonKeyAttributes ?? [])].sort();
  return [bySchema(KeySchema), Projection?.ProjectionType ?? 'ALL', attributes];
}

function bySchema(schema: Properties[]): unknown {
  return schema.map(({ AttributeName, KeyType }) => `${KeyType}:${AttributeName}`).sort();
}
