import {
  type AttributeValue,
  ConditionalCheckFailedException,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import type { SentMessage } from './draft.ts';
import { keyOf } from './order.ts';
import { orderAll } from './publish.ts';

/** How many messages are read, and then ordered, at a time. */
const AT_A_TIME = 50;

/** What came of the messages whose time has come. */
export interface DeferredSent {
  pedidas: number;
  readonly fallidas: Map<string, unknown>;
}

/**
 * Orders the messages that waited and wait no longer, the oldest first, until none is left or the time is over. One that is
 * ordered and not marked, since this dies between, is ordered again by the next run, and goes out once all the same; one that
 * fails keeps no other from going.
 */
export async function sendDeferred(timeIsLeft: () => boolean): Promise<DeferredSent> {
  const sent: DeferredSent = { pedidas: 0, fallidas: new Map() };
  let start: Record<string, AttributeValue> | undefined;
  do {
    const desde = new Date().toISOString();
    const { Items = [], LastEvaluatedKey } = await due(desde, start);
    const orders = Items.map(({ view }) => {
      const record = JSON.parse(view?.S ?? '{}') as SentMessage;
      return { ...record, desde, view: view as AttributeValue };
    });
    const failures = await orderAll(orders);
    const ordered = orders.filter((order) => !failures.has(order));
    await Promise.all(ordered.map(waitsNoLonger));
    sent.pedidas += ordered.length;
    for (const [{ clave }, error] of failures) sent.fallidas.set(clave, error);
    start = LastEvaluatedKey;
  } while (start && timeIsLeft());
  return sent;
}

function due(now: string, start: Record<string, AttributeValue> | undefined) {
  return dynamodb().send(
    new QueryCommand({
      TableName: variable('VIEW_TABLE'),
      IndexName: 'porEstado',
      KeyConditionExpression: '#e = :waits AND #at <= :now',
      ExpressionAttributeNames: { '#e': 'estado', '#at': 'en' },
      ExpressionAttributeValues: { ':waits': { S: 'aplazada' }, ':now': { S: now } },
      Limit: AT_A_TIME,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
}

/** Its channel may have been faster, and may have put it off once more: then it stands as that says. */
async function waitsNoLonger({
  desde,
  view,
  ...record
}: SentMessage & { readonly desde: string; readonly view: AttributeValue }): Promise<void> {
  const next: SentMessage = { ...record, estado: 'porEnviar', en: desde };
  try {
    await dynamodb().send(
      new UpdateItemCommand({
        TableName: variable('VIEW_TABLE'),
        Key: { key: { S: keyOf(record) } },
        ConditionExpression: '#v = :was',
        UpdateExpression: 'SET #v = :v, #e = :e, #at = :at',
        ExpressionAttributeNames: { '#v': 'view', '#e': 'estado', '#at': 'en' },
        ExpressionAttributeValues: {
          ':was': view,
          ':v': { S: JSON.stringify(next) },
          ':e': { S: next.estado },
          ':at': { S: next.en },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
