import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { batchGet } from '../batchGet.ts';
import { batchWrite } from '../batchWrite.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fault } from '../fault.ts';
import type { Watchers } from './audience.ts';
import { ANYBODY, attributeOf, connectionKey, connectionOf, topicKeys, topicOfKey, watcherKey } from './items.ts';
import { fromText, narrowed, toText, type Viewer } from './viewer.ts';

/** API Gateway ends a connection after two hours (quotas of WebSocket APIs), in milliseconds. */
const LONGEST_MS = 2 * 3_600_000;
/** How long an item outlives what it is of, in milliseconds: clocks differ, and DynamoDB's time to live is of no hurry. */
const SLACK_MS = 600_000;
/** The most topics of one connection. */
const MOST_TOPICS = 50;

const table = () => variable('VIEW_TABLE');
const keyOf = (clave: string) => ({ clave: { S: clave } });
/** When what is written now may be forgotten, in seconds since 1970. */
const expiry = () => ({ N: String(Math.ceil((Date.now() + LONGEST_MS + SLACK_MS) / 1_000)) });

/** Notes that somebody is connected. */
export async function connect(connection: string, viewer: Viewer): Promise<void> {
  const until = { N: String(Date.now() + LONGEST_MS + SLACK_MS) };
  const items = [
    { ...keyOf(connectionKey(connection)), quien: { S: toText(viewer) }, expira: expiry() },
    { ...keyOf(ANYBODY), hasta: until },
  ];
  await batchWrite(
    table(),
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

let somebodyUntil = 0;

/** Whether somebody may be connected. That somebody may be until then is remembered: it only ever becomes later. */
export async function isAnybodyThere(): Promise<boolean> {
  if (somebodyUntil > Date.now()) return true;
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: table(), Key: keyOf(ANYBODY), ConsistentRead: true }),
  );
  somebodyUntil = Number(Item?.hasta?.N ?? 0);
  return somebodyUntil > Date.now();
}

/** Who is connected so; `undefined` when nobody is, or is not any more. */
export async function connected(connection: string): Promise<Viewer | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: table(), Key: keyOf(connectionKey(connection)), ConsistentRead: true }),
  );
  return Item?.quien?.S === undefined ? undefined : fromText(Item.quien.S);
}

/**
 * Notes that a connection wants to watch a topic, and gives whose it is. It does not watch it yet: that is for `watch`.
 * @throws Fault NO_AUTENTICADO for a connection that is not known (any more), DEMASIADAS_PETICIONES for one that watches
 * as many topics as it may.
 */
export async function wants(connection: string, topic: string): Promise<Viewer> {
  try {
    const { Attributes } = await dynamodb().send(
      new UpdateItemCommand({
        TableName: table(),
        Key: keyOf(connectionKey(connection)),
        UpdateExpression: 'ADD temas :one',
        ConditionExpression:
          'attribute_exists(clave) AND (attribute_not_exists(temas) OR contains(temas, :topic) OR size(temas) < :most)',
        ExpressionAttributeValues: {
          ':one': { SS: [topic] },
          ':topic': { S: topic },
          ':most': { N: String(MOST_TOPICS) },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return fromText(Attributes?.quien?.S as string);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item === undefined) throw unknown();
    throw fault('DEMASIADAS_PETICIONES', { detail: `Una conexión sigue hasta ${MOST_TOPICS} temas.` });
  }
}

/** What is thrown for a connection of which nothing is known. */
export function unknown() {
  return fault('NO_AUTENTICADO', { detail: 'Conéctese de nuevo.' });
}

/**
 * From now on, a connection watches a topic.
 * @param scopes those that anything live asks for.
 */
export async function watch(connection: string, topic: string, who: { viewer: Viewer; scopes: ReadonlySet<string> }) {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: table(),
      Key: keyOf(watcherKey(topic, connection)),
      UpdateExpression: 'SET #c = :who, expira = :end',
      ExpressionAttributeNames: { '#c': attributeOf(connection) },
      ExpressionAttributeValues: { ':who': { S: toText(narrowed(who.viewer, who.scopes)) }, ':end': expiry() },
    }),
  );
}

/** From now on, it does not watch it. */
export async function unwatch(connection: string, topic: string): Promise<void> {
  await leave(connection, topic);
  await dynamodb()
    .send(
      new UpdateItemCommand({
        TableName: table(),
        Key: keyOf(connectionKey(connection)),
        UpdateExpression: 'DELETE temas :one',
        ConditionExpression: 'attribute_exists(clave)',
        ExpressionAttributeValues: { ':one': { SS: [topic] } },
      }),
    )
    .catch((error) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
}

/** Forgets a connection, with all that it watches. Nothing happens when that was done already. */
export async function disconnect(connection: string): Promise<void> {
  const { Attributes } = await dynamodb().send(
    new DeleteItemCommand({ TableName: table(), Key: keyOf(connectionKey(connection)), ReturnValues: 'ALL_OLD' }),
  );
  await Promise.all((Attributes?.temas?.SS ?? []).map((topic) => leave(connection, topic)));
}

/** Who watches each of these topics. */
export async function watchersOf(topics: Iterable<string>): Promise<Watchers> {
  const keys = [...new Set(topics)].flatMap(topicKeys);
  const found = await batchGet(keys.map((clave) => ({ table: table(), key: keyOf(clave) })));
  const watchers = new Map<string, Map<string, Viewer>>();
  for (const { item } of found) {
    const topic = topicOfKey(item.clave?.S ?? '');
    const those = watchers.get(topic) ?? new Map<string, Viewer>();
    for (const [attribute, value] of Object.entries(item)) {
      const connection = connectionOf(attribute);
      if (connection !== undefined && value.S !== undefined) those.set(connection, fromText(value.S));
    }
    watchers.set(topic, those);
  }
  return watchers;
}

/** A connection that stands in a topic's item and is gone leaves it here, too: a subscription may have come after its end. */
export async function leave(connection: string, topic: string): Promise<void> {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: table(),
      Key: keyOf(watcherKey(topic, connection)),
      UpdateExpression: 'REMOVE #c',
      ExpressionAttributeNames: { '#c': attributeOf(connection) },
    }),
  );
}
