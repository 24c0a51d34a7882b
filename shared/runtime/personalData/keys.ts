import { randomBytes } from 'node:crypto';
import {
  type AttributeValue,
  DuplicateItemException,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
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

type Item = Record<string, AttributeValue>;

const remembered = new Lru<Remembered>(10_000);

/** A customer's data key (32 bytes), or `undefined` when it was forgotten or never had one. */
export async function keyOf(subject: string): Promise<Buffer | undefined> {
  const known = remembered.get(subject);
  if (known && known.until > Date.now()) return known.key;
  return remember(subject, bytesOf(await read(subject)));
}

/** Which is likelier of a customer whom this instance does not know: to have a key, or to need one. It saves a call. */
export type Likelier = 'known' | 'new';

/**
 * A customer's data key, made when there is none.
 * @throws Fault CLIENTE_OLVIDADO when the customer was forgotten: nothing more is written about a person that asked to be forgotten.
 */
export async function keyToWrite(subject: string, likelier: Likelier = 'known'): Promise<Buffer> {
  const known = remembered.get(subject);
  if (known?.key && known.until > Date.now()) return known.key;
  const there = likelier === 'new' && !known ? undefined : await read(subject);
  const key = remember(subject, bytesOf(there ?? (await create(subject))));
  if (key) return key;
  throw fault('CLIENTE_OLVIDADO');
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

async function read(subject: string): Promise<Item | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('KEYS_TABLE'), Key: { subject: { S: subject } }, ConsistentRead: true }),
  );
  return Item;
}

/**
 * Makes a key, and gives what is there then: somebody else's, where that was faster. An INSERT of PartiQL is the one write
 * of DynamoDB that can create and not overwrite, and it has a right of its own: whoever holds that right alone cannot
 * replace a key, or bring back a customer who was forgotten, whatever its code does.
 */
async function create(subject: string): Promise<Item | undefined> {
  const item: Item = { subject: { S: subject }, key: { B: randomBytes(32) } };
  try {
    await dynamodb().send(
      new ExecuteStatementCommand({
        Statement: `INSERT INTO "${variable('KEYS_TABLE')}" VALUE {'subject': ?, 'key': ?}`,
        Parameters: Object.values(item),
      }),
    );
    return item;
  } catch (error) {
    if (error instanceof DuplicateItemException) return read(subject);
    throw error;
  }
}

function bytesOf(item: Item | undefined): Buffer | undefined {
  const bytes = item?.key?.B;
  return bytes && Buffer.from(bytes);
}

function remember(subject: string, key: Buffer | undefined): Buffer | undefined {
  remembered.set(subject, { key, until: Date.now() + TRUSTED_MS });
  return key;
}
