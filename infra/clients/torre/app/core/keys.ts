import { useEffect } from 'preact/hooks';
import { settings } from './settings.ts';

/** What a key does, and what the help says of it. */
export interface Key {
  /** One key, or two after one another: `/`, `g t`. */
  readonly keys: string;
  readonly says: string;
  readonly act: () => void;
}

const SEQUENCE_MS = 1_200;
const registered: Key[] = [];
let before = '';
let beforeAt = 0;

/** All keys that work on what is shown now. */
export function knownKeys(): readonly Key[] {
  return registered;
}

/** Lets keys act while a component is shown. */
export function useKeys(keys: readonly Key[], again: readonly unknown[] = []): void {
  useEffect(() => {
    registered.unshift(...keys);
    return () => {
      for (const key of keys) registered.splice(registered.indexOf(key), 1);
    };
  }, again);
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  if (event.key.length === 1 && !settings.peek().keys) return;
  const sequence = event.timeStamp - beforeAt < SEQUENCE_MS ? `${before} ${event.key}` : '';
  const found = registered.find(({ keys }) => keys === sequence) ?? registered.find(({ keys }) => keys === event.key);
  before = event.key;
  beforeAt = event.timeStamp;
  if (!found) return;
  event.preventDefault();
  found.act();
});

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
      target.closest('dialog') !== null)
  );
}
