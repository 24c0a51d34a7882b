import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Names } from '#infra/cdk/names.ts';
import { functions } from '../catalogue.ts';
import { MARK } from '../reconstruir/marks.ts';

/** How many rows the read models among `targets` now have, by table. */
export async function rowsOf(targets: readonly string[], names: Names): Promise<Record<string, number>> {
  const views = functions.filter(({ kind, name }) => kind === 'projection' && targets.includes(name));
  const client = new DynamoDBClient({});
  const counted = views.map(async ({ name }) => {
    let rows = 0;
    for await (const { Count = 0 } of paginateScan(
      { client },
      {
        TableName: names.view(name),
        Select: 'COUNT',
        ConsistentRead: true,
        FilterExpression: '#k <> :mark',
        ExpressionAttributeNames: { '#k': 'key' },
        ExpressionAttributeValues: { ':mark': { S: MARK } },
      },
    ))
      rows += Count;
    return [names.view(name), rows] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
