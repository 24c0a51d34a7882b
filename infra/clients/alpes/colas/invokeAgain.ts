import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { foreignTablesOf } from '#infra/cdk/derive/tables.ts';
import type { Names } from '#infra/cdk/names.ts';
import type { RowLetter } from '#shared/runtime/changes/capture.ts';
import { functionNamed, functions } from '../catalogue.ts';
import { Failure } from '../failures.ts';
import { refusalIn } from '../invocar/answer.ts';
import type { Invoked } from '../invocar/invoked.ts';
import { invokeThere } from '../invocar/there.ts';
import { type DeadLetter, giveBack, placeIn, readLetters, remove } from './letters.ts';
import type { DeadQueue, Resent } from './resent.ts';
import { recordsOf } from './streamRecords.ts';

/** While a letter is worked on, nobody else does. */
const WORKING_S = 600;

/**
 * Invokes a function with each of its dead letters, those of a stream or a schedule, which have no queue to go back to.
 * A letter that its function took is removed; one that it did not take stays, and holds up no other.
 */
export async function invokeAgain(
  { sqs, names }: { readonly sqs: SQSClient; readonly names: Names },
  name: string,
  dead: DeadQueue,
): Promise<Resent> {
  const declared = functionNamed(name, names);
  const letters = await readLetters(sqs, dead.url, { seconds: WORKING_S });
  const died: string[] = [];
  const left = new Set(letters);
  try {
    for (const letter of letters) {
      const why = await taken(letter, { names, invoke: (event) => invokeThere(declared, names, event) });
      if (why) died.push(why.reason);
      if (why?.stays) continue;
      await remove(sqs, dead.url, letter);
      left.delete(letter);
    }
  } finally {
    await giveBack(sqs, dead.url, [...left]);
  }
  return { sent: letters.length, died };
}

/** Why a letter is dead still, or again; `stays` when the function has not left another one in its place. */
type Dead = { readonly reason: string; readonly stays: boolean } | undefined;

interface Taker {
  readonly names: Names;
  readonly invoke: (event: unknown) => Promise<Invoked>;
}

async function taken({ content }: DeadLetter, { names, invoke }: Taker): Promise<Dead> {
  let event: unknown;
  try {
    event = await eventOf(content, names);
  } catch (error) {
    if (error instanceof Failure) return { reason: error.message, stays: true };
    throw error;
  }
  const answer = await invoke(event);
  const refusal = refusalIn(answer);
  if (refusal !== undefined) return { reason: refusal, stays: true };
  const [again] = (answer.result as { dead?: { error: string; reason: string }[] } | null)?.dead ?? [];
  return again && { reason: `${again.error}: ${again.reason}${placeIn(content)}`, stays: false };
}

/**
 * What a function is to be given. Lambda's letter of a stream says where the records are, the relay's own which commit it
 * is, and a capture's which row; Lambda's letter of an asynchronous invocation holds what it was given. Others are the event itself.
 */
async function eventOf(content: any, names: Names): Promise<unknown> {
  if (content?.DDBStreamBatchInfo) return { Records: await recordsOf(content.DDBStreamBatchInfo) };
  if (typeof content?.stream === 'string') return { Records: [await commitOf(content, names)] };
  if (typeof content?.sequence === 'string') return { Records: [await rowOf(content, names)] };
  return content?.requestPayload ?? content;
}

/**
 * A row of another system's table as it is now, at the place in its stream of the change that could not be told: it was
 * mended meanwhile, or its function was. What the stream tells after that place goes over it.
 */
async function rowOf({ table, key, sequence }: RowLetter, names: Names): Promise<object> {
  const foreign = foreignTablesOf(functions).find(({ name }) => name === table);
  if (!foreign) throw new Failure(`no hay una tabla ${table} de otro sistema`);
  const Keys: Record<string, AttributeValue> = { [foreign.key]: { N: String(key) } };
  const client = new DynamoDBClient({});
  try {
    const TableName = names.of(table);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: Keys, ConsistentRead: true }));
    const now = Math.floor(Date.now() / 1_000);
    const record = { Keys, SequenceNumber: sequence, ApproximateCreationDateTime: now };
    return Item
      ? { eventName: 'MODIFY', dynamodb: { ...record, NewImage: Item } }
      : { eventName: 'REMOVE', dynamodb: record };
  } finally {
    client.destroy();
  }
}

/** A commit of the event log, as its stream gave it when it was written. */
async function commitOf(
  { stream, version }: { readonly stream: string; readonly version: number },
  names: Names,
): Promise<object> {
  const Keys: Record<string, AttributeValue> = { stream: { S: stream }, version: { N: String(version) } };
  const log = new DynamoDBClient({});
  try {
    const { Item } = await log.send(new GetItemCommand({ TableName: names.eventLog, Key: Keys, ConsistentRead: true }));
    if (!Item) throw new Failure(`${stream} no tiene una versión ${version} en el registro de eventos`);
    return { eventName: 'INSERT', dynamodb: { Keys, NewImage: Item, SequenceNumber: String(version) } };
  } finally {
    log.destroy();
  }
}
