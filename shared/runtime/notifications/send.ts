import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import { dynamodb } from '../clients/dynamodb.ts';
import { sns } from '../clients/sns.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import type { Composed, Outbox } from './compose.ts';

/** After this long without a word, a sender is taken to have died, and the message is sent by whoever finds it. */
const CLAIM_MS = 60_000;

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
 * Sends a composed message once: it is claimed by a conditional write, published, and marked as sent.
 * Throws when another sender holds the claim: the event comes again when that is settled.
 */
export async function send({ clave, clienteId }: Outbox, message: Composed): Promise<void> {
  const key = `${clave}|${message.version}|${message.canal}`;
  if (sent.get(key)) return;
  const { destino, ...shown } = message;
  const record: SentMessage = { ...shown, clave, clienteId, estado: 'enviando', en: new Date().toISOString() };
  if (await claim(key, record)) {
    await sns().send(
      new PublishCommand({
        TopicArn: variable('NOTIFICATIONS_TOPIC'),
        Subject: message.asunto.slice(0, 99),
        Message: message.texto,
        MessageAttributes: {
          canal: { DataType: 'String', StringValue: message.canal },
          destino: { DataType: 'String', StringValue: destino },
          hito: { DataType: 'String', StringValue: message.hito },
        },
      }),
    );
    await markSent(key, { ...record, estado: 'enviada' });
  }
  sent.set(key, true);
}

/** Whether this sender is the one to send; `false` when it was sent already. */
async function claim(key: string, record: SentMessage): Promise<boolean> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: {
          key: { S: key },
          version: { N: '0' },
          grupo: { S: record.clave },
          en: { S: record.en },
          estado: { S: record.estado },
          hasta: { N: String(Date.now() + CLAIM_MS) },
          view: { S: JSON.stringify(record) },
        },
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

async function markSent(key: string, record: SentMessage): Promise<void> {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: variable('VIEW_TABLE'),
      Key: { key: { S: key } },
      UpdateExpression: 'SET #e = :e, #v = :v REMOVE #h',
      ExpressionAttributeNames: { '#e': 'estado', '#v': 'view', '#h': 'hasta' },
      ExpressionAttributeValues: { ':e': { S: record.estado }, ':v': { S: JSON.stringify(record) } },
    }),
  );
}
