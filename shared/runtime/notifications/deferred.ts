import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Notification } from '#shared/model/notification.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { readView } from '../views/read.ts';
import type { Outbox } from './compose.ts';
import { type Draft, draftOf, mark, type SentMessage } from './draft.ts';
import { publishAll } from './publish.ts';

/** How many messages are read, and then sent, at a time. */
const AT_A_TIME = 50;

/** What came of the messages whose time has come. */
export interface DeferredSent {
  enviadas: number;
  /** Of customers who were forgotten meanwhile. */
  omitidas: number;
  readonly fallidas: Map<string, unknown>;
}

/**
 * Sends the messages that waited and wait no longer, the oldest first, until none is left or the time is over. One that is
 * sent and not marked, since this dies between, is sent again by the next run; one that fails keeps no other from going.
 */
export async function sendDeferred(notification: Notification, timeIsLeft: () => boolean): Promise<DeferredSent> {
  const sent: DeferredSent = { enviadas: 0, omitidas: 0, fallidas: new Map() };
  let start: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await due(start);
    const drafts = await Promise.all(Items.map((item) => draftIn(notification, item)));
    const ready = drafts.flatMap((draft) => draft ?? []);
    const gone = Items.flatMap(({ view }, at) => (drafts[at] ? [] : [goneDraft(JSON.parse(view?.S ?? '{}'))]));
    await mark(gone, 'omitida');
    const failed = new Map<string, unknown>();
    await publishAll(ready, notification, (clave, error) => failed.set(clave, error));
    sent.enviadas += ready.filter(({ record }) => !failed.has(record.clave)).length;
    sent.omitidas += gone.length;
    for (const [clave, error] of failed) sent.fallidas.set(clave, error);
    start = LastEvaluatedKey;
  } while (start && timeIsLeft());
  return sent;
}

function due(start: Record<string, AttributeValue> | undefined) {
  return dynamodb().send(
    new QueryCommand({
      TableName: variable('VIEW_TABLE'),
      IndexName: 'porEstado',
      KeyConditionExpression: '#e = :waits AND #at <= :now',
      ExpressionAttributeNames: { '#e': 'estado', '#at': 'en' },
      ExpressionAttributeValues: { ':waits': { S: 'aplazada' }, ':now': { S: new Date().toISOString() } },
      Limit: AT_A_TIME,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
}

/** The message that an item tells of, as it was composed; nothing where it is not there any more. */
async function draftIn(
  notification: Notification,
  { view }: Record<string, AttributeValue>,
): Promise<Draft | undefined> {
  const { clave, version, canal } = JSON.parse(view?.S ?? '{}') as SentMessage;
  const outbox: Outbox | undefined = (await readView(notification, clave))?.state;
  const message = outbox?.mensajes.find((one) => one.version === version && one.canal === canal);
  return outbox && message && draftOf({ outbox, messages: [message], mineAfter: 0, hold: undefined }, message);
}

function goneDraft(record: SentMessage): Draft {
  const { clave, version, canal } = record;
  return { key: `${clave}|${version}|${canal}`, record } as Draft;
}
