import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Projection } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { distrustKey } from '../personalData/keys.ts';
import { blankRow } from './apply.ts';

/** Takes what is personal out of a forgotten customer's rows. Gives their keys. */
export async function forget(projection: Projection, subject: string): Promise<readonly string[]> {
  const index = projection.options.personal;
  const by = index && projection.options.indexes?.[index]?.by;
  if (!by) return [];
  distrustKey(subject);
  const keys: string[] = [];
  let start: Record<string, any> | undefined;
  do {
    const page = await dynamodb().send(
      new QueryCommand({
        TableName: variable('VIEW_TABLE'),
        IndexName: index,
        KeyConditionExpression: '#b = :s',
        ExpressionAttributeNames: { '#b': by, '#k': 'key' },
        ExpressionAttributeValues: { ':s': { S: subject } },
        ProjectionExpression: '#k',
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    keys.push(...(page.Items ?? []).map(({ key }) => key?.S as string));
    start = page.LastEvaluatedKey;
  } while (start);
  for (const key of keys) await blankRow(projection, key);
  return keys;
}
