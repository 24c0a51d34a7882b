import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { dynamodb } from '#shared/runtime/clients/dynamodb.ts';
import { variable } from '#shared/runtime/environment.ts';
import { uuidOf } from '#shared/runtime/ids.ts';
import { Lru } from '#shared/runtime/lru.ts';
import { publish } from '#shared/runtime/publish.ts';
import { minutesBetween, SHARDS } from './plazos.ts';

/** Where the last run got to. It is kept in the same table, under a bucket of its own. */
const MARK = { cubo: { S: 'marca' }, plazo: { S: 'ultima' } };
/** How far back the first run looks, and how much a run overlaps the one before: a deadline may be noted late. */
const OVERLAP_MS = 3 * 60_000;
/** What this instance has told already, so that the overlap costs a query and no events. */
const told = new Lru<true>(20_000);

/**
 * Each minute: tells the sagas of every deadline that has come. Its events have the deadline's own id, so that telling
 * again, after a crash or in the overlap, does nothing.
 */
export async function handler(): Promise<{ readonly vencidos: number }> {
  const now = new Date().toISOString();
  const from = new Date(Date.parse((await readMark()) ?? now) - OVERLAP_MS).toISOString();
  let due = 0;
  for (const minute of minutesBetween(from, now)) {
    const found = (await Promise.all(shards().map((shard) => dueIn(`${minute}#${shard}`, now)))).flat();
    const events = found.filter(({ metadata }) => !told.get(metadata.id));
    const published = await publish(events);
    for (const { metadata } of events.slice(0, published)) told.set(metadata.id, true);
    due += published;
    if (published < events.length)
      throw new Error(`${events.length - published} deadlines of ${minute} could not be published.`);
  }
  await dynamodb().send(
    new PutItemCommand({ TableName: variable('VIEW_TABLE'), Item: { ...MARK, hasta: { S: now } } }),
  );
  return { vencidos: due };
}

async function readMark(): Promise<string | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: MARK, ConsistentRead: true }),
  );
  return Item?.hasta?.S;
}

async function dueIn(bucket: string, now: string): Promise<Recorded[]> {
  const events: Recorded[] = [];
  let start: Record<string, any> | undefined;
  do {
    const page = await dynamodb().send(
      new QueryCommand({
        TableName: variable('VIEW_TABLE'),
        KeyConditionExpression: 'cubo = :c AND plazo <= :now',
        ExpressionAttributeValues: { ':c': { S: bucket }, ':now': { S: `${now}\uffff` } },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) events.push(expired(JSON.parse(item.evento?.S as string)));
    start = page.LastEvaluatedKey;
  } while (start);
  return events;
}

function expired({ data, metadata }: Recorded): Recorded {
  return {
    type: PlazoVencido.type,
    data,
    metadata: {
      ...metadata,
      id: uuidOf(`vencido:${metadata.id}`),
      context: PlazoVencido.context,
      causationId: metadata.id,
      occurredAt: data.vence,
    },
  };
}

function shards(): number[] {
  return Array.from({ length: SHARDS }, (_, shard) => shard);
}
