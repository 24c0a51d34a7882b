import { QueryCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { LatestTable } from '#shared/model/query.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';

/** A measurement: of what, when (ISO 8601 in UTC, with milliseconds, so that texts compare as the times do), and what. */
export interface Measurement {
  readonly of: string;
  readonly at: string;
  readonly value: unknown;
}

/** How a measurement is kept for some days after it was made. One of the same thing and time takes its place. */
export function measured(
  { partition, sort, ttl }: LatestTable,
  { of, at, value }: Measurement,
  days: number,
): WriteRequest {
  return {
    PutRequest: {
      Item: {
        [partition]: { S: of },
        [sort]: { S: at },
        [ttl]: { N: String(Math.floor(Date.parse(at) / 1_000) + days * 86_400) },
        medida: { S: JSON.stringify(value) },
      },
    },
  };
}

/** What the newest measurement of something says, unless it has expired: DynamoDB removes such items within days. */
export async function latestOf({ partition, ttl }: LatestTable, of: string): Promise<unknown> {
  const { Items: [item] = [] } = await dynamodb().send(
    new QueryCommand({
      TableName: variable('LATEST_TABLE'),
      KeyConditionExpression: '#p = :p',
      ExpressionAttributeNames: { '#p': partition },
      ExpressionAttributeValues: { ':p': { S: of } },
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  if (!item || Number(item[ttl]?.N) <= Date.now() / 1_000) return undefined;
  return JSON.parse(item.medida?.S ?? 'null');
}
