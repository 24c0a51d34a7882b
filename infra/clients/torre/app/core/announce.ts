import { signal } from '@preact/signals';

/** What a screen reader says when it is free: an action's result, a change of the connection, a digest. */
export const status = signal('');
/** What it says at once: only what stops the person. */
export const alert = signal('');

const DIGEST_MS = 30_000;
const counts = new Map<string, number>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Says something when the reader is free. What stopped the person before does so no more. */
export function announce(text: string): void {
  alert.value = '';
  status.value = text;
}

/** Says something at once. */
export function interrupt(text: string): void {
  alert.value = text;
}

/** What was said at once holds no more: it is tried again, or the person has gone elsewhere. */
export function hush(): void {
  alert.value = '';
}

/** Counts something that happened, to be told with others at most twice a minute: `3 entregadas, 1 fallida`. */
export function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
  if (timer !== undefined) return;
  timer = setInterval(() => {
    if (counts.size === 0) return;
    status.value = [...counts].map(([name, times]) => `${times} ${name}`).join(', ');
    counts.clear();
  }, DIGEST_MS);
}
