import { randomBytes } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DuplicateItemException,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fault } from '../fault.ts';
import { Lru } from '../lru.ts';

/** How long an instance may go on using a key that has been closed or deleted meanwhile. */
export const TRUSTED_MS = 60_000;

/** What is known of a customer's key; none, when it was forgotten or never made. */
interface State {
  readonly key: Buffer | undefined;
  /** Whether the customer has asked to be forgotten: nothing new begins with it. */
  readonly closing: boolean;
}

interface Remembered extends State {
  readonly until: number;
}

/** AES-256. */
const KEY_BYTES = 32;

type Item = Record<string, AttributeValue>;

const remembered = new Lru<Remembered>(10_000);

/** A customer's data key (32 bytes), or `undefined` when it was forgotten or never had one. */
export async function keyOf(subject: string): Promise<Buffer | undefined> {
  const known = remembered.get(subject);
  if (known && known.until > Date.now()) return known.key;
  return remember(subject, stateOf(await read(subject))).key;
}

/** Whether what is written begins a stream, or goes on in one. */
export type Place = 'begins' | 'goesOn';

/**
 * A customer's data key, made when there is none. In a stream that goes on, what is written about somebody who was forgotten
 * meanwhile gets a key that nobody keeps: the fact is recorded, and the person is in it for nobody.
 * @throws Fault CLIENTE_OLVIDADO when a stream would begin and the customer has asked to be forgotten.
 */
export async function keyToWrite(subject: string, place: Place = 'goesOn'): Promise<Buffer> {
  const { key, closing } = await stateToWrite(subject, place);
  if (place === 'goesOn') return key ?? randomBytes(KEY_BYTES);
  if (key && !closing) return key;
  throw fault('CLIENTE_OLVIDADO');
}

async function stateToWrite(subject: string, place: Place): Promise<State> {
  const known = remembered.get(subject);
  if (known?.key && known.until > Date.now()) return known;
  // Whoever begins something and is not known here is likelier new: that saves a read.
  const there = place === 'begins' && !known ? undefined : await read(subject);
  return remember(subject, stateOf(there ?? (await create(subject))));
}

/** Says of a customer's key that nothing new may begin with it. It still reads and writes what has begun. Repeating it is harmless. */
export async function closeKey(subject: string): Promise<void> {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: variable('KEYS_TABLE'),
      Key: { subject: { S: subject } },
      UpdateExpression: 'SET #c = if_not_exists(#c, :now)',
      ExpressionAttributeNames: { '#c': 'closingAt' },
      ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
    }),
  );
  remembered.delete(subject);
}

/**
 * Deletes a customer's key for good, if it was closed before a time: what was encrypted with it can never be read again.
 * Gives whether it is deleted now. Repeating it is harmless.
 */
export async function forgetKey(subject: string, closedBefore: Date): Promise<boolean> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('KEYS_TABLE'),
        Item: { subject: { S: subject }, forgottenAt: { S: new Date().toISOString() } },
        ConditionExpression: '#c <= :before OR attribute_exists(#f)',
        ExpressionAttributeNames: { '#c': 'closingAt', '#f': 'forgottenAt' },
        ExpressionAttributeValues: { ':before': { S: closedBefore.toISOString() } },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
  remembered.delete(subject);
  return true;
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
  const item: Item = { subject: { S: subject }, key: { B: randomBytes(KEY_BYTES) } };
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

function stateOf(item: Item | undefined): State {
  const bytes = item?.key?.B;
  return { key: bytes && Buffer.from(bytes), closing: item?.closingAt !== undefined };
}

function remember(subject: string, state: State): State {
  remembered.set(subject, { ...state, until: Date.now() + TRUSTED_MS });
  return state;
}
