import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { batchGet } from '../batchGet.ts';
import { variable } from '../environment.ts';

type Item = Record<string, AttributeValue>;

interface Asked {
  readonly key: string;
  readonly found: (item: Item | undefined) => void;
  readonly failed: (error: unknown) => void;
}

let asked: Asked[] = [];

/**
 * Reads an item of the function's own view, strongly consistent; `undefined` where there is none. What is asked for in one turn
 * of the event loop is read in one call; if that fails each is read alone, so that it fails only those that it must.
 * @throws what `batchGet` throws.
 */
export function readItem(key: string): Promise<Item | undefined> {
  return new Promise((found, failed) => {
    if (asked.length === 0) setImmediate(readAsked);
    asked.push({ key, found, failed });
  });
}

async function readAsked(): Promise<void> {
  const all = asked;
  asked = [];
  try {
    await readAll(all);
  } catch {
    await Promise.all(all.map((one) => readAll([one]).catch(one.failed)));
  }
}

async function readAll(all: readonly Asked[]): Promise<void> {
  const table = variable('VIEW_TABLE');
  const keys = new Set(all.map(({ key }) => key));
  const read = await batchGet([...keys].map((key) => ({ table, key: { key: { S: key } } })));
  const items = new Map(read.map(({ item }) => [item.key?.S, item]));
  for (const { key, found } of all) found(items.get(key));
}
