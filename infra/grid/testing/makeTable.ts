import type { Service } from '../service.ts';

/** A table to make: its keys in order with their types, and for each index the attributes (texts) that it is by and sorts by. */
export interface TableOf {
  readonly name: string;
  readonly keys: Readonly<Record<string, 'S' | 'N'>>;
  readonly indexes?: Readonly<Record<string, readonly [by: string, sort?: string]>>;
}

/** Makes a table in a DynamoDB service that stands alone, as a template would. */
export async function makeTable(dynamodb: Service, { name, keys, indexes = {} }: TableOf): Promise<void> {
  const schema = (names: readonly string[]) =>
    names.map((AttributeName, at) => ({ AttributeName, KeyType: at ? 'RANGE' : 'HASH' }));
  const attributes = {
    ...keys,
    ...Object.fromEntries(Object.values(indexes).flatMap((names) => names.map((name) => [name, 'S']))),
  };
  const secondary = Object.entries(indexes).map(([IndexName, names]) => ({
    IndexName,
    KeySchema: schema(names as readonly string[]),
    Projection: { ProjectionType: 'ALL' },
  }));
  await dynamodb.resources['AWS::DynamoDB::Table']?.ensure({
    stack: 'test',
    logicalId: name,
    type: 'AWS::DynamoDB::Table',
    defaultName: name,
    properties: {
      KeySchema: schema(Object.keys(keys)),
      AttributeDefinitions: Object.entries(attributes).map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
    },
  });
}
