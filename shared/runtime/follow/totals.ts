import {
  type AttributeValue,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Contribution, Tally } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import { readItem } from '../views/item.ts';
import { difference, groupOf, sum } from './contributions.ts';
import { type Cursor, fold, opaque } from './fold.ts';
import type { Follower, Move, Outcome } from './follow.ts';
import { byGeneration } from './rows.ts';

/** TransactWriteItems takes no more. */
const MOST_ITEMS = 100;

/**
 * The follower of a read model of sums. Each stream has an item of its own (its key has a `#`; those of totals have none)
 * with the cursor; the transaction that moves it adds to the totals what the stream's contribution has changed by. So a
 * total is exact under any repetition and disorder. Streams go together into one transaction: their totals are mostly the
 * same items, for which they would otherwise contend.
 */
export function followerOfTotals(tally: Tally): Follower {
  return {
    name: tally.name,
    memory: new Lru(5_000),
    begin: () => ({ version: 0, state: tally.initial }),
    read: (stream) => readCursor(tally, stream),
    fold: (before, news) => fold(tally.handlers, before, { news, reveal: opaque }),
    together: (moves) => transactions(tally, moves),
    write: (moves) => write(tally, moves),
  };
}

/** What a move adds to the totals. */
export function changeOf({ contributes }: Tally, { before, after }: Pick<Move, 'before' | 'after'>): Contribution {
  return difference(contributes(before.state), contributes(after.state));
}

async function readCursor({ initial }: Tally, stream: string): Promise<Cursor> {
  const item = await readItem(byGeneration() + stream);
  if (!item) return { version: 0, state: initial };
  return { version: Number(item.version?.N), state: JSON.parse(item.state?.S as string) };
}

function transactions(tally: Tally, moves: readonly Move[]): Move[][] {
  const result: Move[][] = [];
  let items = new Set<string>();
  for (const move of moves) {
    const own = [move.stream, ...Object.keys(changeOf(tally, move))];
    const grown = new Set([...items, ...own]);
    const last = result.at(-1);
    if (last && grown.size <= MOST_ITEMS) {
      last.push(move);
      items = grown;
    } else {
      result.push([move]);
      items = new Set(own);
    }
  }
  return result;
}

async function write(tally: Tally, moves: readonly Move[]): Promise<Outcome[]> {
  const totals = sum(moves.map((move) => changeOf(tally, move)));
  const adding = Object.entries(totals).map(([key, measures]) => addTo(key, measures));
  try {
    await dynamodb().send(new TransactWriteItemsCommand({ TransactItems: [...moves.map(advance), ...adding] }));
    return moves.map(() => 'written');
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (!codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')) throw error;
    return moves.map(() => 'overtaken');
  }
}

function advance({ stream, before, after }: Move): TransactWriteItem {
  return {
    Put: {
      TableName: variable('VIEW_TABLE'),
      Item: {
        key: { S: byGeneration() + stream },
        version: { N: String(after.version) },
        state: { S: JSON.stringify(after.state) },
      },
      ConditionExpression: before.version === 0 ? 'attribute_not_exists(#v)' : '#v = :before',
      ExpressionAttributeNames: { '#v': 'version' },
      ...(before.version > 0 && { ExpressionAttributeValues: { ':before': { N: String(before.version) } } }),
    },
  };
}

function addTo(key: string, measures: Readonly<Record<string, number>>): TransactWriteItem {
  const names: Record<string, string> = { '#g': 'group' };
  const values: Record<string, AttributeValue> = { ':g': { S: byGeneration() + groupOf(key) } };
  const adds = Object.entries(measures).map(([measure, amount], at) => {
    names[`#m${at}`] = measure;
    values[`:m${at}`] = { N: String(amount) };
    return `#m${at} :m${at}`;
  });
  return {
    Update: {
      TableName: variable('VIEW_TABLE'),
      Key: { key: { S: byGeneration() + key } },
      UpdateExpression: `SET #g = :g ADD ${adds.join(', ')}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}
