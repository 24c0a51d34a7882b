import { paginateScan } from '@aws-sdk/client-dynamodb';
import { pause } from '../driver/pool.ts';
import { clientsOf } from '../smoke/clients.ts';
import { NEW_INDEX, NEW_VIEW } from './change.ts';
import type { Deployed } from './deployed.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Longer than a message that was lost on its way stays invisible. */
const PATIENCE_MS = 180_000;
const LOOK_MS = 500;

/** The tables whose new index does not hold as many rows as they do. */
export async function emptyIndexes(endpoint: string, rows: Rows): Promise<string[]> {
  const problems: string[] = [];
  for (const TableName of rows.keys()) {
    const all = await count(endpoint, { TableName });
    const indexed = await count(endpoint, { TableName, IndexName: NEW_INDEX }).catch(String);
    if (indexed !== all) problems.push(`${TableName}: of ${all} rows its new index has ${indexed}`);
  }
  return problems;
}

async function count(endpoint: string, from: { TableName: string; IndexName?: string }): Promise<number> {
  let found = 0;
  const pages = paginateScan({ client: clientsOf(endpoint).dynamodb }, { ...from, Select: 'COUNT' });
  for await (const { Count = 0 } of pages) found += Count;
  return found;
}

/** Waits until the added read model has rows, each as the model of which it is a second one. Throws if it has not. */
export async function newViewFollows({ endpoint, assembly, names }: Deployed): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const rows = await rowsOf(endpoint, assembly);
    const shown = rows.get(names.view('ordenes')) ?? [];
    const added = rows.get(names.view(NEW_VIEW)) ?? [];
    const others = added.filter((row) => !shown.includes(row));
    if (added.length > 0 && others.length === 0) return;
    if (performance.now() > end) throw new Error(`${added.length} rows, of which other: ${others.join('; ')}`);
    await pause(LOOK_MS);
  }
}
