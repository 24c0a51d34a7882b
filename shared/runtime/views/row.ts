import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Projection } from '#shared/model/projection.ts';

/** A row of a view: what it shows, and the version of its source stream that it shows. */
export interface Row<V = any> {
  readonly key: string;
  readonly version: number;
  /** `undefined` while the stream's events give nothing to show. */
  readonly view: V | undefined;
  /** The customer was forgotten: nothing personal may come into the row any more. */
  readonly forgotten?: true;
  readonly hold?: Hold;
}

/** Who wrote a row acts alone on what that brought: on the versions `after` this one, `until` then (ms since 1970). */
export interface Hold {
  readonly after: number;
  readonly until: number;
}

/** A row of which nothing is known yet. */
export function emptyRow(key: string): Row {
  return { key, version: 0, view: undefined };
}

/** A row as DynamoDB keeps it: the view as one JSON text, beside the members that indexes need. */
export function rowToItem({ options }: Projection, row: Row): Record<string, AttributeValue> {
  const { key, version, view, forgotten, hold } = row;
  const item: Record<string, AttributeValue> = {
    key: { S: key },
    version: { N: String(version) },
    ...(forgotten && { forgotten: { BOOL: true } }),
    ...(hold && { holdAfter: { N: String(hold.after) }, holdUntil: { N: String(hold.until) } }),
  };
  if (view === undefined) return item;
  for (const { by, sort } of Object.values(options.indexes ?? {})) {
    for (const member of sort ? [by, sort] : [by]) {
      const value = view[member];
      if (value !== undefined && value !== null) item[member] = { S: String(value) };
    }
  }
  return { ...item, view: { S: JSON.stringify(view) } };
}

/** The row in an item of a view's table. */
export function itemToRow(item: Record<string, { S?: string; N?: string; BOOL?: boolean }>): Row {
  const view = item.view?.S;
  return {
    key: item.key?.S ?? '',
    version: Number(item.version?.N ?? 0),
    view: view === undefined ? undefined : JSON.parse(view),
    ...(item.forgotten?.BOOL && { forgotten: true }),
    ...(item.holdUntil && { hold: { after: Number(item.holdAfter?.N), until: Number(item.holdUntil.N) } }),
  };
}
