import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ForeignTable } from '#shared/model/foreignTable.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';

/** A snapshot of a table, as far as it has come: what a later call goes on from. */
export interface Run {
  readonly epoch: string;
  /** It reads the table, looks for what is gone, or is over. */
  readonly stage: 'reading' | 'looking' | 'over';
  /** From where on it reads: the key after which the next page begins. */
  readonly cursor: number | null;
  readonly rows: number;
  /** Keys that only earlier epochs knew and that are gone. */
  readonly gone: number;
  /** ISO 8601. */
  readonly began: string;
  readonly ended: string | null;
  /** One more with each write: whoever writes on another's heels finds out. */
  readonly step: number;
}

/** What the capture calls its epoch before the first snapshot begins one: earlier than any. */
const BEFORE_ALL = '0';

/** The present epoch of a table's changes, strongly consistent. */
export async function presentEpoch(table: ForeignTable): Promise<string> {
  return (await readRun(table))?.epoch ?? BEFORE_ALL;
}

/** The present or last snapshot of a table, strongly consistent; `undefined` before the first. */
export async function readRun({ name }: ForeignTable): Promise<Run | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: variable('VIEW_TABLE'), Key: keyOf(name), ConsistentRead: true }),
  );
  return Item?.run?.S === undefined ? undefined : JSON.parse(Item.run.S);
}

/** The run that begins a snapshot: its epoch is later than that of the one before, whatever the clock says. */
export function nextRun(before: Run | undefined, now: Date): Run {
  const soonest = before ? timeOf(before.epoch) + 1 : 0;
  const at = new Date(Math.max(now.getTime(), soonest)).toISOString();
  const epoch = at.replace(/[-:.]/g, '');
  return { epoch, stage: 'reading', cursor: null, rows: 0, gone: 0, began: at, ended: null, step: before?.step ?? 0 };
}

/** Keeps a run, one step on, unless somebody else has meanwhile; gives whether it did. */
export async function keepRun({ name }: ForeignTable, run: Run): Promise<Run | undefined> {
  const kept = { ...run, step: run.step + 1 };
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: { ...keyOf(name), run: { S: JSON.stringify(kept) }, step: { N: String(kept.step) } },
        ConditionExpression: run.step === 0 ? 'attribute_not_exists(#s)' : '#s = :before',
        ExpressionAttributeNames: { '#s': 'step' },
        ...(run.step > 0 && { ExpressionAttributeValues: { ':before': { N: String(run.step) } } }),
      }),
    );
    return kept;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function keyOf(name: string): Record<string, AttributeValue> {
  return { tabla: { S: name } };
}

function timeOf(epoch: string): number {
  const [, y, mo, d, h, mi, s, ms] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(epoch) ?? [];
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`);
}
