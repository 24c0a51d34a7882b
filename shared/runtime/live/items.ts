import { kindOf } from '#shared/model/live.ts';

/** The item that says until when somebody may be connected. */
export const ANYBODY = '#';

/**
 * Over how many items the watchers of a topic are spread, by its kind: a watcher takes about 150 bytes of an item of 400 KB,
 * which is written whole each time. So 2,000 watch an order, and 16,000 the board.
 */
const SHARDS: Readonly<Record<string, number>> = { tablero: 8, ciudad: 4, bodega: 4 };

/** The key of a connection's item. */
export function connectionKey(connection: string): string {
  return `conexion#${connection}`;
}

/** The key of the item in which a connection stands as one that watches a topic. */
export function watcherKey(topic: string, connection: string): string {
  return shardKey(topic, checksum(connection) % shardsOf(topic));
}

/** The keys of all items of a topic. */
export function topicKeys(topic: string): string[] {
  return Array.from({ length: shardsOf(topic) }, (_, shard) => shardKey(topic, shard));
}

/** The topic of such a key. */
export function topicOfKey(key: string): string {
  return key.slice('tema#'.length, key.lastIndexOf('#'));
}

/** The attribute that a connection has in the items of topics; no other attribute begins so. */
export function attributeOf(connection: string): string {
  return `@${connection}`;
}

/** The connection of such an attribute; `undefined` for another one. */
export function connectionOf(attribute: string): string | undefined {
  return attribute.startsWith('@') ? attribute.slice(1) : undefined;
}

function shardKey(topic: string, shard: number): string {
  return `tema#${topic}#${shard}`;
}

function shardsOf(topic: string): number {
  return SHARDS[kindOf(topic)] ?? 1;
}

/** A number that spreads ids evenly. */
function checksum(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}
