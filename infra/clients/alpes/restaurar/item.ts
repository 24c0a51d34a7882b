import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { RESTORED } from '#shared/runtime/eventLog/commit.ts';

/** An item of a table, as the SDK gives and takes it. */
export type Item = Record<string, AttributeValue>;

/** A copy of a table, which can be read again and again. */
export interface Source {
  /** How many items it has; of a table, about. */
  readonly items: number;
  /** All items, in pieces. @throws Failure when what is read is damaged. */
  pages(): AsyncIterable<readonly Item[]>;
}

/** A digest (hex) of what an item says, whatever the order of its attributes, and whether it was restored or not. */
export function digestOf(item: Item): string {
  const { [RESTORED]: _, ...said } = item;
  return createHash('sha256')
    .update(JSON.stringify(sorted(said)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}
