import type { LiveRows } from '#shared/model/live.ts';
import { batchGet, type Wanted } from '../batchGet.ts';
import { directoryTable, inGeneration, servedGeneration } from '../views/generation.ts';
import { itemToRow, type Row } from '../views/row.ts';

/** A row that is asked for: of what, and its key. */
export interface AskedRow {
  readonly live: LiveRows;
  readonly key: string;
}

/**
 * Rows as their views have them, strongly consistent, all in one call; those that are not there are left out. While a view
 * is filled anew two generations have a row: the one that knows more of the stream is right.
 */
export async function readRows<A extends AskedRow>(asked: readonly A[]): Promise<Map<A, Row>> {
  const places = new Map<string, { readonly of: A; readonly prefix: string }>();
  const wanted: Wanted[] = [];
  for (const of of asked) {
    const view = directoryTable(of.live.of.name);
    const { generation, beside } = await servedGeneration(view);
    for (const each of beside === undefined ? [generation] : [generation, beside]) {
      const prefix = inGeneration(each, '');
      const key = prefix + of.key;
      wanted.push({ table: view.table, key: { key: { S: key } } });
      places.set(`${view.table}/${key}`, { of, prefix });
    }
  }
  const found = new Map<A, Row>();
  for (const { table, item } of await batchGet(wanted)) {
    const place = places.get(`${table}/${item.key?.S}`);
    if (!place) continue;
    const row = itemToRow(item as never, place.prefix);
    if (row.version > (found.get(place.of)?.version ?? 0)) found.set(place.of, row);
  }
  return found;
}
