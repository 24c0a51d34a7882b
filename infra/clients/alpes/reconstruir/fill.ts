import { paginateScan } from '@aws-sdk/client-dynamodb';
import { contextos } from '#functions/contextos.ts';
import { aggregateOf, idOf, type Recorded } from '#shared/model/envelope.ts';
import { batchWrite } from '#shared/runtime/batchWrite.ts';
import { type Follower, follow } from '#shared/runtime/follow/follow.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import { writeLines } from '#shared/runtime/follow/lines.ts';
import { followerOfRows } from '#shared/runtime/follow/rows.ts';
import { followerOfTotals } from '#shared/runtime/follow/totals.ts';
import { type Clients, MARK, type View } from './marks.ts';

/** Streams that are read and written at once. */
const AT_ONCE = 16;

/** What a fill has not been able to do: the streams, with what went wrong. */
export type Failures = ReadonlyMap<string, unknown>;

/** The streams of the event log, each with the version of its last commit: that of its first event. */
export type Log = ReadonlyMap<string, number>;

/** Reads which streams the event log has, and how far they are. */
export async function readLog({ dynamodb, names }: Clients): Promise<Log> {
  const log = new Map<string, number>();
  const keys = {
    ProjectionExpression: '#s, #v',
    ExpressionAttributeNames: { '#s': 'stream', '#v': 'version' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: names.eventLog, ...keys }))
    for (const { stream, version } of Items)
      log.set(stream?.S ?? '', Math.max(log.get(stream?.S ?? '') ?? 0, Number(version?.N)));
  return log;
}

/**
 * The streams of which a generation of a view does not know the last commit. A journal's lines do not tell how far they
 * are: of it, all that it is made from.
 */
export async function streamsBehind(
  { dynamodb, names }: Clients,
  { declaration, name }: View,
  { generation, log }: { readonly generation: string; readonly log: Log },
): Promise<readonly string[]> {
  const wanted = aggregatesOf(declaration);
  const streams = [...log].filter(([stream]) => wanted.has(aggregateOf(stream)));
  if (declaration.kind === 'journal') return streams.map(([stream]) => stream);
  const prefix = `${generation}|`;
  const known = new Map<string, number>();
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: names.view(name),
      FilterExpression: 'begins_with(#k, :own)',
      ProjectionExpression: '#k, #v',
      ExpressionAttributeNames: { '#k': 'key', '#v': 'version' },
      ExpressionAttributeValues: { ':own': { S: prefix } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const { key, version } of Items) known.set((key?.S ?? '').slice(prefix.length), Number(version?.N ?? 0));
  const keyOf = declaration.kind === 'projection' ? idOf : (stream: string) => stream;
  return streams.filter(([stream, last]) => (known.get(keyOf(stream)) ?? 0) < last).map(([stream]) => stream);
}

/** What is filled: a generation, with some streams; and whom to tell how many of them are done. */
interface Filling {
  readonly generation: string;
  readonly streams: readonly string[];
  readonly onDone: (streams: number) => void;
}

/**
 * Brings one generation of a view up to the log, by the same followers as its function: what it has already it keeps, and
 * the function may go on meanwhile. This process works as the function of that view until another is filled.
 */
export async function fill(
  { names }: Clients,
  { declaration, name }: View,
  { generation, streams, onDone }: Filling,
): Promise<Failures> {
  Object.assign(process.env, {
    VIEW_TABLE: names.view(name),
    VIEW_GENERATION: generation,
    EVENT_LOG_TABLE: names.eventLog,
    KEYS_TABLE: names.keys,
  });
  const failures = new Map<string, unknown>();
  const write = writerOf(declaration, (stream, error) => failures.set(stream, error));
  for (let from = 0; from < streams.length; from += AT_ONCE) {
    const some = streams.slice(from, from + AT_ONCE);
    await write(await historiesOf(some));
    onDone(from + some.length);
  }
  return failures;
}

/** Takes all that a view has of other generations out of its table. Gives how many items that were. */
export async function removeOthers({ dynamodb, names }: Clients, view: View, generation: string): Promise<number> {
  const keys = view.declaration.kind === 'journal' ? { '#k': 'key', '#s': 'sort' } : { '#k': 'key' };
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: names.view(view.name),
      FilterExpression: 'NOT begins_with(#k, :own) AND #k <> :mark',
      ProjectionExpression: Object.keys(keys).join(', '),
      ExpressionAttributeNames: keys,
      ExpressionAttributeValues: { ':own': { S: `${generation}|` }, ':mark': { S: MARK } },
    },
  );
  let removed = 0;
  for await (const { Items = [] } of pages) {
    await batchWrite(
      names.view(view.name),
      Items.map((Key) => ({ DeleteRequest: { Key } })),
    );
    removed += Items.length;
  }
  return removed;
}

type Write = (histories: ReadonlyMap<string, readonly Recorded[]>) => Promise<void>;

function writerOf(declaration: View['declaration'], failed: (stream: string, error: unknown) => void): Write {
  const by =
    (follower: Follower<any>): Write =>
    async (histories) => {
      await follow(follower, histories, failed);
    };
  switch (declaration.kind) {
    case 'projection':
      return by(followerOfRows(declaration));
    case 'tally':
      return by(followerOfTotals(declaration));
    case 'journal':
      return (histories) => writeLines(declaration, [...histories.values()].flat());
  }
}

async function historiesOf(streams: readonly string[]): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  return new Map(await Promise.all(streams.map(async (stream) => [stream, await eventsAfter(stream, 0)] as const)));
}

function aggregatesOf(declaration: View['declaration']): ReadonlySet<string> {
  if (declaration.kind === 'projection') return new Set([declaration.options.of]);
  if (declaration.kind === 'tally') return new Set([declaration.of]);
  const told = Object.keys(declaration.handlers);
  const aggregates = contextos.flatMap(({ aggregates: own }) => Object.values(own));
  return new Set(aggregates.filter(({ folds }) => told.some((type) => type in folds)).map(({ name }) => name));
}
