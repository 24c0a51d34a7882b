import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { readItem } from '../views/item.ts';
import { type Claimed, type Failed, isSettled, itemOf, settled } from './draft.ts';
import { CLAIM_MS } from './follower.ts';

/** Who sends a message: this sender, or `none` when it is settled already or another may be sending it; then `failed` is told. */
export async function senderOf(draft: Claimed, failed: Failed): Promise<'mine' | 'none'> {
  const { key, record, sender } = draft;
  if (sender === 'mine') return 'mine';
  try {
    if (sender === 'anybody' && (await claim(draft))) return 'mine';
    if (sender === 'anybody' || (await settledNow(key))) settled.set(key, true);
    else failed(record.clave, new BeingSent(key));
  } catch (error) {
    failed(record.clave, error);
  }
  return 'none';
}

class BeingSent extends Error {
  constructor(key: string) {
    super(`The message ${key} is being sent by another instance.`);
  }
}

async function settledNow(key: string): Promise<boolean> {
  return isSettled((await readItem(key))?.estado?.S);
}

/** Takes a message that no channel has; `false` when it is settled. Throws when another instance has it. */
async function claim({ key, record }: Claimed): Promise<boolean> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: { ...itemOf(record), hasta: { N: String(Date.now() + CLAIM_MS) } },
        ConditionExpression: 'attribute_not_exists(#k) OR (#e = :sending AND #h < :now)',
        ExpressionAttributeNames: { '#k': 'key', '#e': 'estado', '#h': 'hasta' },
        ExpressionAttributeValues: {
          ':sending': { S: 'enviando' },
          ':now': { N: String(Date.now()) },
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!isSettled(error.Item?.estado?.S)) throw new BeingSent(key);
    return false;
  }
}
