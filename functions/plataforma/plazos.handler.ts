import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { dynamodb } from '#shared/runtime/clients/dynamodb.ts';
import { variable } from '#shared/runtime/environment.ts';
import { uuidOf } from '#shared/runtime/ids.ts';
import { Lru } from '#shared/runtime/lru.ts';
import { publish } from '#shared/runtime/publish.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { hoursBetween, SHARDS } from './plazos.ts';

/** Where the last run got to. It is kept in the same table, under a bucket of its own. */
const MARK = { cubo: { S: 'marca' }, plazo: { S: 'ultima' } };
/** How far back the first run looks, and how much a run overlaps the one before: a deadline may be noted late. */
const OVERLAP_MS = 3 * 60_000;
/** No further hour is begun with less time than this. */
const RESERVE_MS = 5_000;
/** What this instance has told already, so that the overlap costs a query and no events. */
const told = new Lru<true>(20_000);

/** How many deadlines a run told. */
interface Told {
  readonly vencidos: number;
}

/**
 * Each minute: tells the sagas of every deadline that has come. Its events have the deadline's own id, so that telling
 * again, after a crash or in the overlap, does nothing. After a long pause, or a leap of the clock, one run may not get
 * through: it marks how far it came, hour by hour, and the next run goes on from there.
 */
export async function handler(_: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<Told> {
  const now = new Date().toISOString();
  const from = new Date(Date.parse((await readMark()) ?? now) - OVERLAP_MS).toISOString();
  let vencidos = 0;
  for (const hour of hoursBetween(from, now)) {
    if (context.getRemainingTimeInMillis() < RESERVE_MS) break;
    vencidos += await tell(hour, now);
    const last = `${hour.at(-1)}:00.000Z`;
    await mark(last < now ? last : now);
  }
  return { vencidos };
}

async function tell(minutes: readonly string[], now: string): Promise<number> {
  const buckets = minutes.flatMap((minute) => shards().map((shard) => `${minute}#${shard}`));
  const found = (await Promise.all(buckets.map((bucket) => dueIn(bucket, now)))).flat();
  const events = found.filter(({ metadata }) => !told.get(metadata.id));
  const causes = events.map(({ metadata }) => metadata.traceparent);
  const published = await traced(causes, () => publish(events));
  for (const { metadata } of events.slice(0, published)) told.set(metadata.id, true);
  if (published < events.length) throw new Error(`${events.length - published} deadlines could not be published.`);
  return published;
}

async function mark(hasta: string): Promise<void> {
  await dynamodb().send(
    new PutItemCommand({ TableName: variable('VIEW_TABLE'), Item: { ...MARK, hasta: { S: hasta } } }),
  );
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
