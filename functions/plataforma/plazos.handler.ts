import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { dynamodb } from '#shared/runtime/clients/dynamodb.ts';
import { variable } from '#shared/runtime/environment.ts';
import { uuidOf } from '#shared/runtime/ids.ts';
import { sendDeadLetter } from '#shared/runtime/lambda/deadLetter.ts';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { Unreadable } from '#shared/runtime/lambda/recorded.ts';
import { Lru } from '#shared/runtime/lru.ts';
import { publish } from '#shared/runtime/publish.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { type DeadlineItem, deadlineIn, hoursBetween, keyOf, SHARDS } from './plazos.ts';

/** Where the last run got to. It is kept in the same table, under a bucket of its own. */
const MARK = { cubo: { S: 'marca' }, plazo: { S: 'ultima' } };
/** How far back the first run looks, and how much a run overlaps the one before: a deadline may be noted late. */
const OVERLAP_MS = 3 * 60_000;
/** No further hour is begun with less time than this. */
const RESERVE_MS = 5_000;
/** What this instance has dealt with already, by its key, so that the overlap costs a query and nothing else. */
const dealtWith = new Lru<true>(20_000);

type ItemKey = Pick<DeadlineItem, 'cubo' | 'plazo'>;
/** What the table holds under a key: a deadline, if all is well. */
type Item = ItemKey & Readonly<Record<string, { readonly S?: string } | undefined>>;

/** The key of a deadline: the dead letter of one that cannot be told. */
interface Letter {
  readonly cubo: string;
  readonly plazo: string;
}

type Run = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

/** How many deadlines a run told, and how many it gave up. */
interface Told {
  readonly vencidos: number;
  readonly muertos: number;
}

/**
 * Each minute: tells the sagas of every deadline that has come. Its events have the deadline's own id, so that telling
 * again, after a crash or in the overlap, does nothing. After a long pause, or a leap of the clock, one run may not get
 * through: it marks how far it came, hour by hour, and the next run goes on from there. A deadline that cannot be told
 * goes to the dead-letter queue, and no other waits for it. Given such a letter, this tells that deadline alone.
 */
export const handler = observed((event: unknown, context: Run) =>
  isLetter(event) ? tellAgain(event) : tellAll(context),
);

async function tellAll(run: Run): Promise<Told> {
  const now = new Date().toISOString();
  const from = new Date(Date.parse((await readMark()) ?? now) - OVERLAP_MS).toISOString();
  const total = { vencidos: 0, muertos: 0 };
  for (const hour of hoursBetween(from, now)) {
    if (run.getRemainingTimeInMillis() < RESERVE_MS) break;
    const buckets = hour.flatMap((minute) => shards().map((shard) => `${minute}#${shard}`));
    const due = (await Promise.all(buckets.map((bucket) => dueIn(bucket, now)))).flat();
    const news = due.filter((item) => !dealtWith.get(keyOf(item)));
    const { hopeless, failed } = await tell(news);
    for (const [item, error] of hopeless) await bury(item, error, run.functionName);
    if (failed > 0) throw new Error(`${failed} deadlines could not be published; the next run tries again.`);
    total.vencidos += news.length - hopeless.size;
    total.muertos += hopeless.size;
    const last = `${hour.at(-1)}:00.000Z`;
    await mark(last < now ? last : now);
  }
  return total;
}

/** Tells a deadline whose letter is redriven. Throws when it still cannot be told. One that was deleted is done with. */
async function tellAgain({ cubo, plazo }: Letter): Promise<Told> {
  const item = await get({ cubo: { S: cubo }, plazo: { S: plazo } });
  const { hopeless, failed } = await tell(item ? [item] : []);
  for (const error of hopeless.values()) throw error;
  if (failed > 0) throw new Error('The deadline could not be published.');
  return { vencidos: item ? 1 : 0, muertos: 0 };
}

/** Publishes what items say has come. Gives those that never can be, with the reason, and how many could not be now. */
async function tell(items: readonly Item[]): Promise<{ hopeless: Map<Item, unknown>; failed: number }> {
  const hopeless = new Map<Item, unknown>();
  const from = new Map<Recorded, Item>();
  for (const item of items) {
    try {
      from.set(expiredIn(item), item);
    } catch (error) {
      hopeless.set(item, error);
    }
  }
  const events = [...from.keys()];
  const causes = events.map(({ metadata }) => metadata);
  const notTaken = await traced(causes, () => publish(events));
  const left = new Map(notTaken.map((one) => [from.get(one.event), one]));
  for (const item of from.values()) {
    const { forGood, error } = left.get(item) ?? {};
    if (forGood) hopeless.set(item, error);
    else if (!left.has(item)) dealtWith.set(keyOf(item), true);
  }
  return { hopeless, failed: notTaken.filter(({ forGood }) => !forGood).length };
}

/** Writes a dead letter that says which deadline it is. */
async function bury(item: Item, error: unknown, functionName: string): Promise<void> {
  const letter: Letter = { cubo: item.cubo.S, plazo: item.plazo.S };
  await sendDeadLetter(JSON.stringify(letter), error, { functionName, attempts: 1 });
  logger.error('A deadline cannot be told', { ...letter, error: error as Error });
  dealtWith.set(keyOf(item), true);
}

/** The event that a deadline's item becomes. Throws for an item that is no deadline. */
function expiredIn({ evento }: Item): Recorded {
  const { data, metadata } = parsed(evento?.S);
  const deadline = deadlineIn(data);
  if (typeof metadata?.id !== 'string') throw new Unreadable('The item is no deadline.');
  return {
    type: PlazoVencido.type,
    data: deadline,
    metadata: {
      ...metadata,
      id: uuidOf(`vencido:${metadata.id}`),
      context: PlazoVencido.context,
      causationId: metadata.id,
      occurredAt: deadline.vence,
    },
  };
}

function parsed(text: string | undefined): Partial<Recorded> {
  try {
    return JSON.parse(text ?? '') ?? {};
  } catch {
    throw new Unreadable('The item is no deadline.');
  }
}

function isLetter(event: unknown): event is Letter {
  return typeof event === 'object' && event !== null && 'cubo' in event && 'plazo' in event;
}

async function dueIn(bucket: string, now: string): Promise<Item[]> {
  const items: Item[] = [];
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
    items.push(...((page.Items ?? []) as unknown as Item[]));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

async function mark(hasta: string): Promise<void> {
  await dynamodb().send(
    new PutItemCommand({ TableName: variable('VIEW_TABLE'), Item: { ...MARK, hasta: { S: hasta } } }),
  );
}

async function readMark(): Promise<string | undefined> {
  return (await get(MARK))?.hasta?.S;
}

async function get(Key: ItemKey): Promise<Item | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { ...Key }, ConsistentRead: true }),
  );
  return Item as Item | undefined;
}

function shards(): number[] {
  return Array.from({ length: SHARDS }, (_, shard) => shard);
}
