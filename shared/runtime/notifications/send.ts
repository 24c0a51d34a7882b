import { setTimeout as wait } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  ConditionalCheckFailedException,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { dynamodb } from '../clients/dynamodb.ts';
import { sns } from '../clients/sns.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import type { Composed, Outbox } from './compose.ts';

/** After this long without a word, a sender is taken to have died, and the message is sent by whoever finds it. */
const CLAIM_MS = 60_000;
/** PublishBatch takes no more. */
const MOST_ENTRIES = 10;
const ATTEMPTS = 5;

const sent = new Lru<true>(10_000);

/** A message as queries show it. */
export interface SentMessage extends Omit<Composed, 'destino' | 'asunto' | 'texto'> {
  /** `null` when the customer was forgotten. */
  readonly asunto: string | null;
  readonly texto: string | null;
  readonly clave: string;
  readonly clienteId: string;
  readonly estado: 'enviando' | 'enviada';
  readonly en: string;
}

/**
 * Sends composed messages of one stream, each once: it is claimed by a conditional write, published, and marked as sent;
 * publishing and marking go together, which is most of the calls. Throws when another sender holds a claim, or one was
 * not taken: the event comes again when that is settled.
 */
export async function send(outbox: Outbox, messages: readonly Composed[]): Promise<void> {
  const drafts = messages.map((message) => draftOf(outbox, message)).filter(({ key }) => !sent.get(key));
  const claims = await Promise.allSettled(drafts.map(({ key, record }) => claim(key, record)));
  const failures = claims.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const taken = claims.map((result) => result.status === 'fulfilled' && result.value);
  const mine = drafts.filter((_, at) => taken[at]);
  for (let from = 0; from < mine.length; from += MOST_ENTRIES) {
    await publish(mine.slice(from, from + MOST_ENTRIES)).catch((error) => failures.push(error));
  }
  for (const [at, { key }] of drafts.entries())
    if (claims[at]?.status === 'fulfilled' && !taken[at]) sent.set(key, true);
  if (failures.length > 0) throw failures[0];
}

/** A message with its key in the table and what the table keeps of it. */
interface Draft {
  readonly key: string;
  readonly message: Composed;
  readonly record: SentMessage;
}

function draftOf({ clave, clienteId }: Outbox, message: Composed): Draft {
  const { destino, ...shown } = message;
  return {
    key: `${clave}|${message.version}|${message.canal}`,
    message,
    record: { ...shown, clave, clienteId, estado: 'enviando', en: new Date().toISOString() },
  };
}

/** Publishes claimed messages and marks those that were taken. Throws when one was not, after the others are marked. */
async function publish(drafts: readonly Draft[]): Promise<void> {
  const { Failed = [] } = await sns().send(
    new PublishBatchCommand({
      TopicArn: variable('NOTIFICATIONS_TOPIC'),
      PublishBatchRequestEntries: drafts.map(({ message }, at) => ({
        Id: String(at),
        Subject: message.asunto.slice(0, 99),
        Message: message.texto,
        MessageAttributes: {
          canal: { DataType: 'String', StringValue: message.canal },
          destino: { DataType: 'String', StringValue: message.destino },
          hito: { DataType: 'String', StringValue: message.hito },
        },
      })),
    }),
  );
  const refused = new Set(Failed.map(({ Id }) => Id));
  const done = drafts.filter((_, at) => !refused.has(String(at)));
  if (done.length > 0) await markSent(done);
  if (Failed[0]) throw new Error(`A message was not taken: ${Failed[0].Code} ${Failed[0].Message}`);
}

/** Whether this sender is the one to send; `false` when it was sent already. */
async function claim(key: string, record: SentMessage): Promise<boolean> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: { ...itemOf(key, record), hasta: { N: String(Date.now() + CLAIM_MS) } },
        ConditionExpression: 'attribute_not_exists(#k) OR (#e = :sending AND #h < :now)',
        ExpressionAttributeNames: { '#k': 'key', '#e': 'estado', '#h': 'hasta' },
        ExpressionAttributeValues: { ':sending': { S: 'enviando' }, ':now': { N: String(Date.now()) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item?.estado?.S === 'enviada') return false;
    throw new Error(`The message ${key} is being sent by another instance.`, { cause: error });
  }
}

async function markSent(drafts: readonly Draft[]): Promise<void> {
  const table = variable('VIEW_TABLE');
  let left: WriteRequest[] | undefined = drafts.map(({ key, record }) => ({
    PutRequest: { Item: itemOf(key, { ...record, estado: 'enviada' }) },
  }));
  for (let attempt = 1; left?.length; attempt++) {
    if (attempt > ATTEMPTS) throw new Error(`${left.length} messages were sent, and could not be marked so.`);
    if (attempt > 1) await wait(Math.random() * 10 * 2 ** attempt);
    const { UnprocessedItems }: BatchWriteItemCommandOutput = await dynamodb().send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table];
  }
  for (const { key } of drafts) sent.set(key, true);
}

function itemOf(key: string, record: SentMessage): Record<string, AttributeValue> {
  return {
    key: { S: key },
    version: { N: '0' },
    grupo: { S: record.clave },
    en: { S: record.en },
    estado: { S: record.estado },
    view: { S: JSON.stringify(record) },
  };
}
