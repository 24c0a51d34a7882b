import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { ForeignTable } from '#shared/model/foreignTable.ts';
import { batchGet } from '../batchGet.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Reason, reasonOf, sendDeadLetter } from '../lambda/deadLetter.ts';
import { count } from '../telemetry.ts';
import type { RowLetter } from './capture.ts';
import { type Brought, publishChanges } from './publishChanges.ts';
import { changeRead, type Told } from './rows.ts';
import { keepRun, nextRun, presentEpoch, type Run, readRun } from './run.ts';

/** Rows of a page. A page that dies is published again. */
const PAGE = 100;
/** No further page is begun with less time than this (ms): the keys of a page's people are read or made one by one. */
const RESERVE_MS = 8_000;

/** What is snapshotted, and who knows which keys there were. */
export interface Snapshot extends Omit<Told, 'epoch'> {
  /** The keys that are known from epochs before this one, and not from it. */
  readonly knownBefore: (epoch: string) => Promise<readonly number[]>;
}

type CalledBy = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

/**
 * Goes on with a snapshot for as long as there is time: pages of the table, each published before it is kept how far it is;
 * then the keys that are gone. Gives how far it is.
 * @param epoch of the snapshot to go on with; without it, the one that is under way, or a new one.
 * @throws Error when the bus is out of order (nothing is lost, a later call goes on), and when the table is empty though rows
 * of it are known: to say of all of them that they are gone is nothing to do unasked.
 */
export async function goOn(snapshot: Snapshot, calledBy: CalledBy, epoch?: string): Promise<Run> {
  let run = await begun(snapshot.table, epoch);
  while (run.stage !== 'over' && calledBy.getRemainingTimeInMillis() > RESERVE_MS) {
    const next =
      run.stage === 'reading' ? await readPage(snapshot, run, calledBy) : await lookForGone(snapshot, run, calledBy);
    // Whoever is faster has done the same.
    run = (await keepRun(snapshot.table, next)) ?? (await begun(snapshot.table, run.epoch));
  }
  return run;
}

/** What became of a dead letter that was read again. Who redrives it reads why it is dead again. */
export interface ReadAgain {
  readonly dead: readonly Reason[];
}

/** Publishes a row as it is now: the one of a dead letter, that was mended or can be read by now; else it leaves another. */
export async function readAgain(snapshot: Snapshot, { key }: RowLetter, calledBy: CalledBy): Promise<ReadAgain> {
  const epoch = await presentEpoch(snapshot.table);
  const [row] = await rowsOf(snapshot.table, [key]);
  return { dead: row ? await publish(snapshot, calledBy, changeRead(row, row, { ...snapshot, epoch })) : [] };
}

/** The run of an epoch, or the one that is under way, or a new one. */
async function begun(table: ForeignTable, epoch: string | undefined): Promise<Run> {
  const run = await readRun(table);
  if (epoch !== undefined && run?.epoch !== epoch)
    throw new Error(`The snapshot ${epoch} is no more: it was followed by another.`);
  if (run && (epoch !== undefined || run.stage !== 'over')) return run;
  return (await keepRun(table, nextRun(run, new Date()))) ?? begun(table, undefined);
}

async function readPage(snapshot: Snapshot, run: Run, calledBy: CalledBy): Promise<Run> {
  const { table } = snapshot;
  const { Items = [], LastEvaluatedKey } = await dynamodb().send(
    new ScanCommand({
      TableName: variable('SOURCE_TABLE'),
      ConsistentRead: true,
      Limit: PAGE,
      ...(run.cursor !== null && { ExclusiveStartKey: keyOf(table, run.cursor) }),
    }),
  );
  const told = { ...snapshot, epoch: run.epoch };
  await publish(
    snapshot,
    calledBy,
    Items.flatMap((item) => changeRead(item, item, told)),
  );
  count('FilasLeidas', Items.length);
  const last = LastEvaluatedKey?.[table.key]?.N;
  return {
    ...run,
    rows: run.rows + Items.length,
    ...(last === undefined ? { stage: 'looking', cursor: null } : { cursor: Number(last) }),
  };
}

/** What the table does not hold any more, and whoever follows it does: deleted while nobody read the stream. */
async function lookForGone(snapshot: Snapshot, run: Run, calledBy: CalledBy): Promise<Run> {
  const { table } = snapshot;
  const known = await snapshot.knownBefore(run.epoch);
  const there = new Set((await rowsOf(table, known)).map((item) => Number(item[table.key]?.N)));
  if (run.rows === 0 && there.size === 0 && known.length > 0)
    throw new Error(`The table ${table.name} is empty, and ${known.length} rows of it are known.`);
  const gone = known.filter((key) => !there.has(key));
  const told = { ...snapshot, epoch: run.epoch };
  await publish(
    snapshot,
    calledBy,
    gone.flatMap((key) => changeRead(keyOf(table, key), undefined, told)),
  );
  return { ...run, stage: 'over', gone: gone.length, ended: new Date().toISOString() };
}

/** Publishes changes; each that never will be taken is dead by itself, and why is given. Throws when some could not be taken now. */
async function publish(
  { type, table }: Snapshot,
  { functionName }: CalledBy,
  changes: readonly Brought[],
): Promise<Reason[]> {
  const dead: Reason[] = [];
  const left = await publishChanges(type, changes);
  for (const { event, error, forGood } of left) {
    if (!forGood) throw new Error('The bus did not take all rows.', { cause: error });
    const letter: RowLetter = { table: table.name, key: (event.key as Record<string, number>)[table.key] as number };
    await sendDeadLetter(JSON.stringify(letter), error, { functionName, attempts: 1 });
    dead.push(reasonOf(error));
  }
  return dead;
}

async function rowsOf(table: ForeignTable, keys: readonly number[]): Promise<Record<string, AttributeValue>[]> {
  const wanted = keys.map((key) => ({ table: variable('SOURCE_TABLE'), key: keyOf(table, key) }));
  return (await batchGet(wanted)).map(({ item }) => item);
}

function keyOf({ key: name }: ForeignTable, key: number): Record<string, AttributeValue> {
  return { [name]: { N: String(key) } };
}
