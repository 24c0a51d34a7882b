import { type AttributeValue, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import type { SentMessage } from './draft.ts';

/** Takes the words out of the messages that were sent about `key`: they greet by name. That they were sent stays known. */
export async function blankSent(key: string): Promise<void> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb().send(
      new QueryCommand({
        TableName: variable('VIEW_TABLE'),
        IndexName: 'porClave',
        KeyConditionExpression: '#g = :k',
        ExpressionAttributeNames: { '#g': 'grupo' },
        ExpressionAttributeValues: { ':k': { S: key } },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) await blank(item);
    start = page.LastEvaluatedKey;
  } while (start);
}

async function blank({ key, view }: Record<string, AttributeValue>): Promise<void> {
  const message = JSON.parse(view?.S ?? '{}') as SentMessage;
  if (message.texto === null) return;
  const blanked: SentMessage = { ...message, asunto: null, texto: null };
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: variable('VIEW_TABLE'),
      Key: { key: key as AttributeValue },
      UpdateExpression: 'SET #v = :v',
      ExpressionAttributeNames: { '#v': 'view' },
      ExpressionAttributeValues: { ':v': { S: JSON.stringify(blanked) } },
    }),
  );
}
