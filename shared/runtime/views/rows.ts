import type { Projection } from '#shared/model/projection.ts';
import { batchGet, type Wanted } from '../batchGet.ts';
import { directoryTable, inGeneration, servedGeneration } from './generation.ts';
import { itemToRow, type Row } from './row.ts';

/** A row that is asked for: of a view that is a directory of the function, and its key. */
export interface AskedRow {
  readonly of: Projection;
  readonly key: string;
}

/**
 * Rows as their views have them, strongly consistent, all in one call; those that are not there are left out. While a view
 * is filled anew two generations have a row: the one that knows more of the stream is right.
 */
export async function readRows<A extends AskedRow>(asked: readonly A[]): Promise<Map<A, Row>> {
  const places = new Map<string, { readonly one: A; readonly prefix: string }>();
  const wanted: Wanted[] = [];
  for (const one of asked) {
    const view = directoryTable(one.of.name);
    const { generation, beside } = await servedGeneration(view);
    for (const each of beside === undefined ? [generation] : [generation, beside]) {
      const prefix = inGeneration(each, '');
      const key = prefix + one.key;
      wanted.push({ table: view.table, key: { key: { S: key } } });
      places.set(`${view.table}/${key}`, { one, prefix });
    }
  }
  const found = new Map<A, Row>();
  for (const { table, item } of await batchGet(wanted)) {
    const place = places.get(`${table}/${item.key?.S}`);
    if (!place) continue;
    const row = itemToRow(item as never, place.prefix);
    if (row.version > (found.get(place.one)?.version ?? 0)) found.set(place.one, row);
  }
  return found;
}
