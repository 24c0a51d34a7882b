import type { Trigger } from '#shared/model/technical.ts';
import type { QueueNames } from '#shared/runtime/environment.ts';
import type { Names } from '../names.ts';
import type { Declared, Kind } from './functions.ts';

type What = 'queue' | 'deadLetters' | 'none';

const FED: ReadonlySet<Trigger['on']> = new Set(['event', 'changes', 'outside', 'live', 'channel', 'mail']);
const LEAVES_LETTERS: ReadonlySet<Trigger['on']> = new Set(['eventLog', 'table', 'schedule', 'operator']);

/** What a function of each kind has of its own to take messages from, and to leave them in. */
const HAS: { readonly [K in Kind]: (declared: Declared<K>) => What } = {
  command: ({ declaration }) => (declaration.request ? 'queue' : 'none'),
  query: () => 'none',
  projection: () => 'queue',
  saga: () => 'queue',
  notification: () => 'queue',
  technical: ({ declaration: { trigger } }) => {
    if (FED.has(trigger.on)) return 'queue';
    return LEAVES_LETTERS.has(trigger.on) ? 'deadLetters' : 'none';
  },
};

/** The functions that a queue feeds, and those that have dead letters and no queue. */
export function queuesOf(functions: readonly Declared[], names: Names): QueueNames {
  const having = (what: What) =>
    functions
      .filter((declared) => (HAS[declared.kind] as (one: Declared) => What)(declared) === what)
      .map(({ name }) => name)
      .sort();
  return { prefix: names.of(''), fed: having('queue'), dead: having('deadLetters') };
}

/** The names of their queues. */
export function queueNames({ prefix, fed }: QueueNames): string[] {
  return fed.map((name) => `${prefix}${name}`);
}

/** The names of their dead-letter queues. */
export function deadLetterNames({ prefix, fed, dead }: QueueNames): string[] {
  return [...fed, ...dead].map((name) => `${prefix}${name}-dlq`);
}
