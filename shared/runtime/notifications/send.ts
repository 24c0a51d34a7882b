import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { Rates } from '#shared/model/notification.ts';
import { batchWrite } from '../batchWrite.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { sns } from '../clients/sns.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import { count } from '../telemetry.ts';
import type { Hold } from '../views/row.ts';
import type { Composed, Outbox } from './compose.ts';
import { CLAIM_MS } from './follower.ts';
import { countWithin } from './rate.ts';

/** PublishBatch takes no more. */
const MOST_ENTRIES = 10;

const sent = new Lru<true>(10_000);

/** A message as queries show it. */
export interface SentMessage extends Omit<Composed, 'destino' | 'asunto' | 'texto'> {
  /** `null` when the customer was forgotten. */
  readonly asunto: string | null;
  readonly texto: string | null;
  readonly clave: string;
  readonly clienteId: string;
  /** `omitida`: there had been too many in that hour. */
  readonly estado: 'enviando' | 'enviada' | 'omitida';
  readonly en: string;
}

/** Composed messages of one stream that are to go out. */
export interface Outgoing {
  readonly outbox: Outbox;
  readonly messages: readonly Composed[];
  /** This sender's are those of later versions: it wrote the row that they were composed in. */
  readonly mineAfter: number;
  /** Which messages the last writer of the row, this one or another, has for itself. */
  readonly hold: Hold | undefined;
}

/**
 * Sends the composed messages of some streams, each once. Who wrote the row that a message was composed in sends it: that
 * write was conditional, so there is one. Whoever has the message later, since its event came again, sees that it was
 * sent; or that its sender still may, for a minute; or else claims it by a conditional write of its own. Publishing and
 * marking are done together for all streams, since most of the cost is the number of calls.
 * @param failed is told of a stream when another sender has a message of it, or one was not taken: its events must come
 * again when that is settled.
 */
export async function send(
  outgoing: readonly Outgoing[],
  rates: Rates,
  failed: (clave: string, error: unknown) => void,
): Promise<void> {
  const drafts = outgoing
    .flatMap((one) => one.messages.map((message) => draftOf(one, message)))
    .filter(({ key }) => !sent.get(key));
  const claims = await Promise.all(drafts.map((draft) => senderOf(draft, failed)));
  const claimed = drafts.filter((_, at) => claims[at] === 'mine');
  const over = new Set(claimed.filter((draft) => !withinRates(draft, rates)));
  const mine = claimed.filter((draft) => !over.has(draft));
  await leaveOut([...over], failed);
  for (let from = 0; from < mine.length; from += MOST_ENTRIES) {
    await publishApart(mine.slice(from, from + MOST_ENTRIES), failed);
  }
}

function withinRates({ message: { destino }, record: { clienteId } }: Draft, { address, subject }: Rates): boolean {
  return countWithin([
    [`address|${destino}`, address],
    [`subject|${clienteId}`, subject],
  ]);
}

async function leaveOut(drafts: readonly Draft[], failed: (clave: string, error: unknown) => void): Promise<void> {
  if (drafts.length === 0) return;
  count('AvisosOmitidos', drafts.length);
  await mark(drafts, 'omitida').catch((error) => {
    for (const { record } of drafts) failed(record.clave, error);
  });
}

/** Publishes some messages together; when that fails, one by one, so that only the culprit's stream fails. */
async function publishApart(drafts: readonly Draft[], failed: (clave: string, error: unknown) => void): Promise<void> {
  try {
    await publish(drafts, failed);
  } catch (error) {
    if (drafts.length > 1) for (const draft of drafts) await publishApart([draft], failed);
    else failed((drafts[0] as Draft).record.clave, error);
  }
}

/** A message with its key in the table and what the table keeps of it. */
interface Draft {
  readonly key: string;
  readonly message: Composed;
  readonly record: SentMessage;
  /** Whose it is by who wrote the row; `anybody` when that was too long ago. */
  readonly sender: 'mine' | 'another' | 'anybody';
}

function draftOf({ outbox: { clave, clienteId }, mineAfter, hold }: Outgoing, message: Composed): Draft {
  const { destino, ...shown } = message;
  const held = hold !== undefined && message.version > hold.after && Date.now() < hold.until;
  return {
    key: `${clave}|${message.version}|${message.canal}`,
    message,
    sender: message.version > mineAfter ? 'mine' : held ? 'another' : 'anybody',
    record: { ...shown, clave, clienteId, estado: 'enviando', en: new Date().toISOString() },
  };
}

/** Publishes claimed messages and marks those that were taken. */
async function publish(drafts: readonly Draft[], failed: (clave: string, error: unknown) => void): Promise<void> {
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
  const refused = new Map(Failed.map(({ Id, Code, Message }) => [Number(Id), `${Code} ${Message}`]));
  for (const [at, why] of refused) {
    failed((drafts[at] as Draft).record.clave, new Error(`A message was not taken: ${why}`));
  }
  const taken = drafts.filter((_, at) => !refused.has(at));
  await mark(taken, 'enviada');
}

/** Who sends a message: this sender, or `none` when it was sent already or another may be sending it; then `failed` is told. */
async function senderOf(draft: Draft, failed: (clave: string, error: unknown) => void): Promise<'mine' | 'none'> {
  const { key, record, sender } = draft;
  if (sender === 'mine') return 'mine';
  try {
    if (sender === 'anybody' && (await claim(draft))) return 'mine';
    if (sender === 'anybody' || (await isSettled(key))) sent.set(key, true);
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

async function isSettled(key: string): Promise<boolean> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: key } }, ConsistentRead: true }),
  );
  return isFinal(Item?.estado?.S);
}

/** Takes a message that nobody has sent; `false` when it was sent. Throws when another instance has it. */
async function claim({ key, record }: Draft): Promise<boolean> {
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
    if (!isFinal(error.Item?.estado?.S)) throw new BeingSent(key);
    return false;
  }
}

function isFinal(estado: string | undefined): boolean {
  return estado === 'enviada' || estado === 'omitida';
}

async function mark(drafts: readonly Draft[], estado: 'enviada' | 'omitida'): Promise<void> {
  const requests = drafts.map(
    ({ key, record }): WriteRequest => ({ PutRequest: { Item: itemOf(key, { ...record, estado }) } }),
  );
  await batchWrite(variable('VIEW_TABLE'), requests);
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
