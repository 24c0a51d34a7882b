import { idOf, type Recorded } from '#shared/model/envelope.ts';
import type { LiveRows } from '#shared/model/live.ts';
import type { Projection } from '#shared/model/projection.ts';
import { variable } from '../environment.ts';
import { leaving } from '../live/leaving.ts';
import { Lru } from '../lru.ts';
import { blankPersonal, decryptPersonal } from '../personalData/events.ts';
import { executeAll, insert, type Statement, update } from '../statements.ts';
import { inGeneration } from '../views/generation.ts';
import { readItem } from '../views/item.ts';
import { emptyRow, itemToRow, membersOf, type Row, rowToItem } from '../views/row.ts';
import { fold, opaque, type Reveal } from './fold.ts';
import type { Follower, Outcome } from './follow.ts';

/** Where rows are kept: what stands before their keys. */
export type Prefix = () => string;

/** Rows of each generation of their fold apart from each other. */
export const byGeneration: Prefix = () => inGeneration(variable('VIEW_GENERATION'), '');

interface RowsOptions {
  readonly prefix?: Prefix;
  /** That the rows go live: each then remembers the topics that it has left. */
  readonly live?: LiveRows | undefined;
}

/** The follower of a read model of rows: what it writes beside the cursor is nothing, since the row is the cursor. */
export function followerOfRows(
  projection: Projection,
  { prefix = byGeneration, live }: RowsOptions = {},
): Follower<Row> {
  return {
    name: projection.name,
    memory: new Lru(5_000),
    begin: (stream) => emptyRow(idOf(stream)),
    read: (stream) => readRow(idOf(stream), prefix()),
    fold: async (row, news) => {
      const after = await foldRow(projection, row, { news, reveal: revealing(projection, row) });
      return live ? leaving(live, row, after) : after;
    },
    together: (moves) => [moves],
    write: (moves) => writeRows(projection, moves, prefix()),
  };
}

/** A row after the events that follow it. */
export async function foldRow(
  projection: Projection,
  row: Row,
  what: { readonly news: readonly Recorded[]; readonly reveal: Reveal },
): Promise<Row> {
  return { ...row, ...(await fold(projection.handlers, row, what)) };
}

/** A row as the table has it, strongly consistent. */
export async function readRow(key: string, prefix: string): Promise<Row> {
  const item = await readItem(prefix + key);
  return item ? itemToRow(item as never, prefix) : emptyRow(key);
}

interface Rewrite {
  readonly before: Row;
  readonly after: Row;
}

/** Writes rows, each if the table still has it as it was before. @returns what became of each, in their order. */
export async function writeRows(
  projection: Projection,
  rewrites: readonly Rewrite[],
  prefix: string,
): Promise<Outcome[]> {
  const executed = await executeAll(rewrites.map((rewrite) => statementOf(projection, rewrite, prefix)));
  return executed.map((outcome) => (outcome === 'done' ? 'written' : outcome === 'refused' ? 'overtaken' : outcome));
}

function statementOf(projection: Projection, { before, after }: Rewrite, prefix: string): Statement {
  const table = variable('VIEW_TABLE');
  const { key, ...set } = rowToItem(projection, after, prefix);
  if (before.version === 0) return insert(table, { key, ...set });
  const { version, forgotten } = rowToItem(projection, before, prefix);
  return update(table, {
    key: { key },
    having: { version, ...(forgotten && { forgotten }) },
    lacking: forgotten ? [] : ['forgotten'],
    set,
    remove: membersOf(projection).filter((name) => !(name in set)),
  });
}

/** The condition that a row is as it was read. */
export function unchanged({ version, forgotten }: Row) {
  if (version === 0)
    return { ConditionExpression: 'attribute_not_exists(#k)', ExpressionAttributeNames: { '#k': 'key' } };
  return {
    ConditionExpression: `#v = :before AND ${forgotten ? 'attribute_exists' : 'attribute_not_exists'}(#f)`,
    ExpressionAttributeNames: { '#v': 'version', '#f': 'forgotten' },
    ExpressionAttributeValues: { ':before': { N: String(version) } },
  };
}

function revealing({ options }: Projection, { forgotten }: Row): Reveal {
  if (!options.personal) return opaque;
  return forgotten ? blankPersonal : decryptPersonal;
}
