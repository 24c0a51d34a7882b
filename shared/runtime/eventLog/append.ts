import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Commit, fromItem, toItem } from './commit.ts';

/** What became of an append: written, or which streams had moved on. */
export type Appended = { readonly written: true } | { readonly written: false; readonly winners: readonly Winner[] };

/** A stream that somebody else has written first, and the commit that won, where DynamoDB tells. */
export interface Winner {
  readonly stream: string;
  readonly commit: Commit | undefined;
}

/** Appends one commit, or several all or nothing: each only if its stream has not moved on. */
export async function append(commits: readonly Commit[]): Promise<Appended> {
  const [only] = commits;
  return commits.length === 1 && only ? appendOne(only) : appendAll(commits);
}

async function appendOne(commit: Commit): Promise<Appended> {
  try {
    await dynamodb().send(new PutItemCommand(put(commit)));
    return { written: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { written: false, winners: [winner(commit.stream, error.Item)] };
  }
}

async function appendAll(commits: readonly Commit[]): Promise<Appended> {
  try {
    await dynamodb().send(
      new TransactWriteItemsCommand({ TransactItems: commits.map((commit) => ({ Put: put(commit) })) }),
    );
    return { written: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const unexpected = reasons.find(
      ({ Code }) => !['None', 'ConditionalCheckFailed', 'TransactionConflict'].includes(Code ?? ''),
    );
    if (unexpected) throw error;
    const winners = commits.flatMap(({ stream }, at) =>
      reasons[at]?.Code === 'ConditionalCheckFailed' ? [winner(stream, reasons[at].Item)] : [],
    );
    return { written: false, winners };
  }
}

function put(commit: Commit) {
  return {
    TableName: variable('EVENT_LOG_TABLE'),
    Item: toItem(commit),
    ConditionExpression: 'attribute_not_exists(#s)',
    ExpressionAttributeNames: { '#s': 'stream' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

function winner(stream: string, item: unknown): Winner {
  return { stream, commit: item ? fromItem(item as never) : undefined };
}
