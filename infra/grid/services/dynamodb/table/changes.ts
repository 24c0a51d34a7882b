import { isDeepStrictEqual } from 'node:util';
import { AwsError, type JsonObject } from '../../../service.ts';

/**
 * The `UpdateTable` calls, in order, that bring a table (as `DescribeTable` gives it) to what a template says. Its
 * items stay. Throws for what no update can change, and says what to do.
 */
export function changesOf(present: JsonObject, wanted: JsonObject): JsonObject[] {
  refuseKeys(present, wanted);
  refuseLocalIndexes(present, wanted);
  return [...indexChanges(present, wanted), ...streamChanges(present, wanted), ...guardChanges(present, wanted)];
}

/** In a template a stream is on when its view is given; a global table without one has the full view. */
export function streamView({ StreamSpecification }: JsonObject): string | undefined {
  return StreamSpecification && (StreamSpecification.StreamViewType ?? 'NEW_AND_OLD_IMAGES');
}

/** An index as `CreateTable` takes it: without what the template says of throughput. */
export function indexOf({ IndexName, KeySchema, Projection }: JsonObject): JsonObject {
  return { IndexName, KeySchema, Projection };
}

function refuseKeys(present: JsonObject, wanted: JsonObject): void {
  const { TableName } = present;
  if (isDeepStrictEqual(keysOf(present, present), keysOf(wanted, wanted))) return;
  throw new AwsError(
    'ValidationException',
    `The keys of table ${TableName} have changed, and a table cannot change its keys. ` +
      `Give the table another name or logical id, or delete it first: aws dynamodb delete-table --table-name ${TableName}`,
  );
}

function refuseLocalIndexes(present: JsonObject, wanted: JsonObject): void {
  const shapes = ({ LocalSecondaryIndexes = [] }: JsonObject) =>
    LocalSecondaryIndexes.map((index: JsonObject) => [index.IndexName, shapeOf(index)]).sort();
  if (isDeepStrictEqual(shapes(present), shapes(wanted))) return;
  throw new AwsError(
    'ValidationException',
    `The local indexes of table ${present.TableName} have changed; they are made with the table only. Use a global index, or give the table another name.`,
  );
}

function indexChanges(present: JsonObject, wanted: JsonObject): JsonObject[] {
  const had = byName(present.GlobalSecondaryIndexes);
  const wants = byName(wanted.GlobalSecondaryIndexes);
  for (const [name, index] of wants) {
    const before = had.get(name);
    if (before && !isDeepStrictEqual(shapeOf(before), shapeOf(index))) {
      throw new AwsError(
        'ValidationException',
        `The index ${name} of ${present.TableName} has changed its keys or projection: an index cannot be changed. Give it another name.`,
      );
    }
  }
  const gone = [...had.keys()].filter((name) => !wants.has(name)).map((IndexName) => ({ Delete: { IndexName } }));
  const added = [...wants].filter(([name]) => !had.has(name)).map(([, index]) => ({ Create: indexOf(index) }));
  // DynamoDB makes or drops one index at a time.
  return [...gone, ...added].map((change) => ({
    AttributeDefinitions: wanted.AttributeDefinitions,
    GlobalSecondaryIndexUpdates: [change],
  }));
}

function streamChanges(present: JsonObject, wanted: JsonObject): JsonObject[] {
  const view = streamView(wanted);
  const had = present.StreamSpecification?.StreamEnabled ? present.StreamSpecification.StreamViewType : undefined;
  if (had === view) return [];
  return [
    ...(had === undefined ? [] : [{ StreamSpecification: { StreamEnabled: false } }]),
    ...(view === undefined ? [] : [{ StreamSpecification: { StreamEnabled: true, StreamViewType: view } }]),
  ];
}

function guardChanges(present: JsonObject, wanted: JsonObject): JsonObject[] {
  const guarded = wanted.DeletionProtectionEnabled === true;
  return guarded === (present.DeletionProtectionEnabled ?? false) ? [] : [{ DeletionProtectionEnabled: guarded }];
}

function byName(indexes: JsonObject[] = []): Map<string, JsonObject> {
  return new Map(indexes.map((index) => [index.IndexName, index]));
}

/** Roles, names and types of the keys. */
function keysOf({ KeySchema }: JsonObject, { AttributeDefinitions }: JsonObject): string[] {
  const types = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }: JsonObject) => [AttributeName, AttributeType]),
  );
  return KeySchema.map(
    ({ AttributeName, KeyType }: JsonObject) => `${KeyType} ${AttributeName} ${types.get(AttributeName)}`,
  ).sort();
}

function shapeOf({ KeySchema, Projection }: JsonObject): unknown {
  const keys = KeySchema.map(({ AttributeName, KeyType }: JsonObject) => `${KeyType} ${AttributeName}`).sort();
  return [keys, Projection?.ProjectionType ?? 'ALL', [...(Projection?.NonKeyAttributes ?? [])].sort()];
}
