import {
  type AttributeValue,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Contribution, Tally } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { backOff } from '../eventLog/contention.ts';
import { type Fault, fault } from '../fault.ts';
import { Lru } from '../lru.ts';
import { difference, groupOf, sum } from './contributions.ts';
import { followSource, newsAfter, type Source } from './follow.ts';
import { eventsAfter } from './history.ts';

const ATTEMPTS = 12;
/** TransactWriteItems takes no more. */
const MOST_ITEMS = 100;

const remembered = new Lru<Source>(5_000);

/** One stream's way from what its row says to what its events say. */
interface Move {
  readonly stream: string;
  readonly before: Source;
  readonly after: Source;
  readonly changes: Contribution;
}

/**
 * Brings the totals up to the newest events of some streams. Each stream's own row (its key has a `#`; those of totals
 * have none) holds its last version and state; the transaction that advances it adds to the totals what its contribution
 * has changed by. So a total is exact under any repetition and disorder. Streams go together into one transaction: their
 * totals are mostly the same rows, for which they would otherwise contend.
 */
export async function applyToTally(
  tally: Tally,
  received: ReadonlyMap<string, readonly Recorded[]>,
  failed: (stream: string, error: unknown) => void,
): Promise<void> {
  let pending = [...received.keys()];
  for (let attempt = 1; pending.length > 0 && attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await backOff(attempt - 1);
    const moves: Move[] = [];
    await Promise.all(
      pending.map(async (stream) => {
        try {
          const guess = attempt === 1 ? guessOf(tally, stream, received.get(stream) ?? []) : undefined;
          const move = await moveOf(tally, { stream, guess }, received.get(stream) ?? []);
          if (move) moves.push(move);
        } catch (error) {
          failed(stream, error);
        }
      }),
    );
    pending = [];
    for (const together of transactions(moves)) {
      if (!(await write(together))) pending.push(...together.map(({ stream }) => stream));
    }
  }
  for (const stream of pending) failed(stream, tooBusy(tally, stream));
}

/** What a stream's row probably says: a write that rests on it is conditional. */
function guessOf({ initial }: Tally, stream: string, events: readonly Recorded[]): Source | undefined {
  const first = events.some(({ metadata }) => metadata.version === 1);
  return remembered.get(stream) ?? (first ? { version: 0, state: initial } : undefined);
}

async function moveOf(
  tally: Tally,
  { stream, guess }: { readonly stream: string; readonly guess: Source | undefined },
  events: readonly Recorded[],
): Promise<Move | undefined> {
  const log = (version: number) => eventsAfter(stream, version);
  let before = guess ?? (await readSource(tally, stream));
  let news = await newsAfter(before.version, events, log);
  if (news.length === 0 && guess) {
    before = await readSource(tally, stream);
    news = await newsAfter(before.version, events, log);
  }
  if (news.length === 0) return undefined;
  const after = followSource(tally, before, news);
  return {
    stream,
    before,
    after,
    changes: difference(tally.contributes(before.state), tally.contributes(after.state)),
  };
}

function transactions(moves: readonly Move[]): Move[][] {
  const result: Move[][] = [];
  let rows = new Set<string>();
  for (const move of moves) {
    const grown = new Set([...rows, move.stream, ...Object.keys(move.changes)]);
    const last = result.at(-1);
    if (last && grown.size <= MOST_ITEMS) {
      last.push(move);
      rows = grown;
    } else {
      result.push([move]);
      rows = new Set([move.stream, ...Object.keys(move.changes)]);
    }
  }
  return result;
}

async function readSource(tally: Tally, stream: string): Promise<Source> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: { key: { S: stream } }, ConsistentRead: true }),
  );
  if (!Item) return { version: 0, state: tally.initial };
  return { version: Number(Item.version?.N), state: JSON.parse(Item.state?.S as string) };
}

/** Whether all was written; nothing was when a stream or a total had moved on. */
async function write(moves: readonly Move[]): Promise<boolean> {
  const totals = Object.entries(sum(moves.map(({ changes }) => changes))).map(([key, measures]) =>
    addTo(key, measures),
  );
  try {
    await dynamodb().send(new TransactWriteItemsCommand({ TransactItems: [...moves.map(advance), ...totals] }));
    for (const { stream, after } of moves) remembered.set(stream, after);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (!codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')) throw error;
    for (const { stream } of moves) remembered.delete(stream);
    return false;
  }
}

function advance({ stream, before, after }: Move): TransactWriteItem {
  return {
    Put: {
      TableName: variable('VIEW_TABLE'),
      Item: { key: { S: stream }, version: { N: String(after.version) }, state: { S: JSON.stringify(after.state) } },
      ConditionExpression: before.version === 0 ? 'attribute_not_exists(#v)' : '#v = :before',
      ExpressionAttributeNames: { '#v': 'version' },
      ...(before.version > 0 && { ExpressionAttributeValues: { ':before': { N: String(before.version) } } }),
    },
  };
}

function addTo(key: string, measures: Readonly<Record<string, number>>): TransactWriteItem {
  const names: Record<string, string> = { '#g': 'group' };
  const values: Record<string, AttributeValue> = { ':g': { S: groupOf(key) } };
  const adds = Object.entries(measures).map(([measure, amount], at) => {
    names[`#m${at}`] = measure;
    values[`:m${at}`] = { N: String(amount) };
    return `#m${at} :m${at}`;
  });
  return {
    Update: {
      TableName: variable('VIEW_TABLE'),
      Key: { key: { S: key } },
      UpdateExpression: `SET #g = :g ADD ${adds.join(', ')}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

function tooBusy({ name }: Tally, stream: string): Fault {
  return fault('VISTA_OCUPADA', { detail: `${name}: ${stream}` });
}
