import { scan } from '../invariants/log.ts';
import { clientsOf } from '../smoke/clients.ts';
import { wantedIn } from '../smoke/template.ts';

/** The items of each table, in an order that does not depend on the engine. */
export type Rows = ReadonlyMap<string, readonly string[]>;

/** All that the tables of an assembly hold. */
export async function rowsOf(endpoint: string, assembly: string): Promise<Rows> {
  const { dynamodb } = clientsOf(endpoint);
  const tables = wantedIn(assembly).filter(({ type }) => type === 'AWS::DynamoDB::Table');
  const rows = new Map<string, string[]>();
  for (const { name } of tables)
    rows.set(name, (await scan(dynamodb, name)).filter(stays).map(said).map(inOrder).sort());
  return rows;
}

/** What is no more as it was, table by table. */
export function lostRows(before: Rows, after: Rows): string[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table) ?? [];
    const gone = only(rows, now);
    const come = only(now, rows);
    if (gone.length + come.length === 0) return [];
    return [
      `${table}: of ${rows.length} rows ${gone.length} are gone or changed, such as ${gone[0]}; ${come.length} are new, such as ${come[0]}`,
    ];
  });
}

function only(rows: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

/** The clock's mark moves each minute, and what says of a view's generations changes with a deployment. */
function stays(item: { readonly cubo?: { readonly S?: string }; readonly key?: { readonly S?: string } }): boolean {
  return item.cubo?.S !== 'marca' && isRow(item);
}

/**
 * What of an item follows from the facts alone. A deadline that is heard again when it is over is kept in another minute,
 * too, and is told once: by what it says. The live topics that a row has left depend on how many facts came at a time.
 */
function said<Item extends { readonly cubo?: unknown; readonly expira?: unknown; readonly dejados?: unknown }>(
  item: Item,
): object {
  const { dejados: _left, ...row } = item;
  if (!item.cubo) return row;
  const { cubo: _minute, expira: _until, ...deadline } = row;
  return deadline;
}

/** Whether an item of a view is a row, and not what says which of its generations are filled. */
export function isRow({ key }: { readonly key?: { readonly S?: string } }): boolean {
  return key?.S !== '#';
}

/** An item as text: neither its members' order nor that in the JSON texts which it holds says anything. */
function inOrder(item: object): string {
  return JSON.stringify(item, (_, value) => {
    const whole = typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return whole;
    return Object.fromEntries(Object.entries(whole).sort(([a], [b]) => a.localeCompare(b)));
  });
}
