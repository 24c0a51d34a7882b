import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Commit, fromItem, toItem } from './commit.ts';
import { tooLarge } from './contention.ts';

/** TransactWriteItems takes no more. */
export const MOST_ITEMS = 100;

/**
 * What an item of ours may have at most, in bytes, as DynamoDB counts them: 400 KB, less a little, since numbers are
 * counted only approximately.
 */
const MOST_BYTES = 399 * 1_024;

/** A stream that is to be still at a version. */
export interface Position {
  readonly stream: string;
  readonly version: number;
}

/** What became of an append: written, or which streams had moved on (none when only another transaction was in the way). */
export type Appended = { readonly written: true } | { readonly written: false; readonly winners: readonly Winner[] };

/** A stream that somebody else has written first, and the commit that won, where DynamoDB tells. */
export interface Winner {
  readonly stream: string;
  readonly commit: Commit | undefined;
}

/**
 * Appends commits, all or nothing: each only if its stream has not moved on, and all only if the streams in `unmoved`
 * have not either. A snapshot that does not fit into its item is left out.
 * Throws Fault OPERACION_DEMASIADO_GRANDE when the events of a commit alone do not fit.
 */
export async function append(commits: readonly Commit[], unmoved: readonly Position[] = []): Promise<Appended> {
  const [only] = commits;
  return commits.length === 1 && only && unmoved.length === 0 ? appendOne(only) : appendAll(commits, unmoved);
}

async function appendOne(commit: Commit): Promise<Appended> {
  try {
    await dynamodb().send(new PutItemCommand(put(commit)));
    return { written: true };
  } catch (error) {
    if (error instanceof TransactionConflictException) return { written: false, winners: [] };
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const won = winner(commit.stream, error.Item);
    // The client had no answer to its first try and sent it again: what it met is this very commit.
    if (won.commit?.events[0]?.id === commit.events[0]?.id) return { written: true };
    return { written: false, winners: [won] };
  }
}

async function appendAll(commits: readonly Commit[], unmoved: readonly Position[]): Promise<Appended> {
  const items: TransactWriteItem[] = [
    ...commits.map((commit) => ({ Put: put(commit) })),
    ...unmoved.map((position) => ({ ConditionCheck: check(position) })),
  ];
  try {
    await dynamodb().send(new TransactWriteItemsCommand({ TransactItems: items }));
    return { written: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const unexpected = reasons.find(
      ({ Code }) => !['None', 'ConditionalCheckFailed', 'TransactionConflict'].includes(Code ?? ''),
    );
    if (unexpected) throw error;
    const winners = [...commits, ...unmoved].flatMap(({ stream }, at) =>
      reasons[at]?.Code === 'ConditionalCheckFailed' ? [winner(stream, reasons[at].Item)] : [],
    );
    return { written: false, winners };
  }
}

function put(commit: Commit) {
  return { ...untaken(), Item: fitting(commit) };
}

/** A commit's sort key is the version of its first event: a stream that is at `version` has nothing at the next. */
function check({ stream, version }: Position) {
  return { ...untaken(), Key: { stream: { S: stream }, version: { N: String(version + 1) } } };
}

function untaken() {
  return {
    TableName: variable('EVENT_LOG_TABLE'),
    ConditionExpression: 'attribute_not_exists(#s)',
    ExpressionAttributeNames: { '#s': 'stream' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

function fitting(commit: Commit): Record<string, AttributeValue> {
  const { snapshot, ...bare } = toItem(commit);
  const bytes = bytesOf(bare);
  if (bytes > MOST_BYTES) throw tooLarge(commit.stream, bytes);
  return snapshot && bytes + bytesOf({ snapshot }) <= MOST_BYTES ? { ...bare, snapshot } : bare;
}

/** As DynamoDB counts an item of texts and numbers: names and texts in UTF-8; a number is never more than its digits. */
function bytesOf(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce(
    (sum, [name, { S, N }]) => sum + Buffer.byteLength(name) + Buffer.byteLength(S ?? N ?? ''),
    0,
  );
}

function winner(stream: string, item: unknown): Winner {
  return { stream, commit: item ? fromItem(item as never) : undefined };
}
