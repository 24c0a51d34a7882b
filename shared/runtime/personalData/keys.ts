import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fault } from '../fault.ts';
import { Lru } from '../lru.ts';

/** How long an instance may go on using a key that has been deleted meanwhile. */
export const TRUSTED_MS = 60_000;

interface Remembered {
  readonly key: Buffer | undefined;
  readonly until: number;
}

const remembered = new Lru<Remembered>(10_000);

/** A customer's data key (32 bytes), or `undefined` when it was forgotten or never had one. */
export async function keyOf(subject: string): Promise<Buffer | undefined> {
  const known = remembered.get(subject);
  if (known && known.until > Date.now()) return known.key;
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('KEYS_TABLE'), Key: { subject: { S: subject } }, ConsistentRead: true }),
  );
  return remember(subject, bytesOf(Item));
}

/**
 * A customer's data key, made when there is none.
 * @throws Fault CLIENTE_OLVIDADO when the customer was forgotten: nothing more is written about a person that asked to be forgotten.
 */
export async function keyToWrite(subject: string): Promise<Buffer> {
  const known = remembered.get(subject);
  if (known?.key && known.until > Date.now()) return known.key;
  const key = randomBytes(32);
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('KEYS_TABLE'),
        Item: { subject: { S: subject }, key: { B: key } },
        ConditionExpression: 'attribute_not_exists(#s)',
        ExpressionAttributeNames: { '#s': 'subject' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return remember(subject, key) as Buffer;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const existing = remember(subject, bytesOf(error.Item));
    if (existing) return existing;
    throw fault('CLIENTE_OLVIDADO');
  }
}

/** Deletes a customer's key for good: what was encrypted with it can never be read again. Repeating it is harmless. */
export async function forgetKey(subject: string): Promise<void> {
  await dynamodb().send(
    new PutItemCommand({
      TableName: variable('KEYS_TABLE'),
      Item: { subject: { S: subject }, forgottenAt: { S: new Date().toISOString() } },
    }),
  );
  remembered.delete(subject);
}

/** Makes this instance look again before it uses a customer's key. */
export function distrustKey(subject: string): void {
  remembered.delete(subject);
}

function bytesOf(item: Record<string, { B?: Uint8Array }> | undefined): Buffer | undefined {
  const bytes = item?.key?.B;
  return bytes && Buffer.from(bytes);
}

function remember(subject: string, key: Buffer | undefined): Buffer | undefined {
  remembered.set(subject, { key, until: Date.now() + TRUSTED_MS });
  return key;
}
