import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Projection } from '#shared/model/projection.ts';
import type { Cursor } from '../follow/fold.ts';

/** A row of a view: a cursor whose state is what is shown; `undefined` while the stream's events give nothing to show. */
export interface Row<V = any> extends Cursor<V | undefined> {
  /** The id of the stream that it shows. */
  readonly key: string;
  /** The customer was forgotten: nothing personal may come into the row any more. */
  readonly forgotten?: true;
  /** Of a row that is not kept by generation: the fold that its state comes from. */
  readonly generation?: string;
  readonly hold?: Hold;
  /** The topics of the live channel that it has left, the newest last: whoever watches one is to hear of it once more. */
  readonly left?: readonly Left[];
}

/** A topic that a row was under until a version. */
export interface Left {
  readonly topic: string;
  readonly version: number;
}

/** Who wrote a row acts alone on what that brought: on the versions `after` this one, `until` then (ms since 1970). */
export interface Hold {
  readonly after: number;
  readonly until: number;
}

/** A row of which nothing is known yet. */
export function emptyRow(key: string): Row {
  return { key, version: 0, state: undefined };
}

/** The item of a row: what finds it, how far it is, and what else it may have. */
type RowItem = Record<string, AttributeValue> & Readonly<Record<'key' | 'version', AttributeValue>>;

/** What the item of a row may have, or not, beside its key and version. */
export function membersOf({ options }: Projection): readonly string[] {
  const indexed = Object.values(options.indexes ?? {}).flatMap(({ by, sort }) => (sort ? [by, sort] : [by]));
  return ['forgotten', 'generation', 'dejados', 'holdAfter', 'holdUntil', 'view', ...new Set<string>(indexed)];
}

/**
 * A row as DynamoDB keeps it: the view as one JSON text, beside the members that indexes need.
 * @param prefix stands before its key, and before what indexes find and sort it by.
 */
export function rowToItem({ options }: Projection, row: Row, prefix: string): RowItem {
  const { key, version, state, forgotten, generation, hold, left } = row;
  const item: RowItem = {
    key: { S: prefix + key },
    version: { N: String(version) },
    ...(forgotten && { forgotten: { BOOL: true } }),
    ...(generation && { generation: { S: generation } }),
    ...(left && { dejados: { S: JSON.stringify(left) } }),
    ...(hold && { holdAfter: { N: String(hold.after) }, holdUntil: { N: String(hold.until) } }),
  };
  if (state === undefined) return item;
  for (const { by, sort } of Object.values(options.indexes ?? {})) {
    for (const member of sort ? [by, sort] : [by]) {
      const value = state[member];
      if (value !== undefined && value !== null) item[member] = { S: prefix + value };
    }
  }
  return { ...item, view: { S: JSON.stringify(state) } };
}

/** The row in an item of a view's table. */
export function itemToRow(item: Record<string, { S?: string; N?: string; BOOL?: boolean }>, prefix: string): Row {
  const view = item.view?.S;
  return {
    key: (item.key?.S ?? '').slice(prefix.length),
    version: Number(item.version?.N ?? 0),
    state: view === undefined ? undefined : JSON.parse(view),
    ...(item.forgotten?.BOOL && { forgotten: true }),
    ...(item.generation?.S && { generation: item.generation.S }),
    ...(item.dejados?.S && { left: JSON.parse(item.dejados.S) }),
    ...(item.holdUntil && { hold: { after: Number(item.holdAfter?.N), until: Number(item.holdUntil.N) } }),
  };
}
