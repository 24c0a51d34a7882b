import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { viewTable } from '#infra/cdk/names.ts';
import { functions } from '../catalogue.ts';
import { MARK } from '../reconstruir/marks.ts';

/** How many rows the read models among `names` now have, by table. */
export async function rowsOf(names: readonly string[]): Promise<Record<string, number>> {
  const views = functions.filter(({ kind, name }) => kind === 'projection' && names.includes(name));
  const client = new DynamoDBClient({});
  const counted = views.map(async ({ name }) => {
    let rows = 0;
    for await (const { Count = 0 } of paginateScan(
      { client },
      {
        TableName: viewTable(name),
        Select: 'COUNT',
        ConsistentRead: true,
        FilterExpression: '#k <> :mark',
        ExpressionAttributeNames: { '#k': 'key' },
        ExpressionAttributeValues: { ':mark': { S: MARK } },
      },
    ))
      rows += Count;
    return [viewTable(name), rows] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
