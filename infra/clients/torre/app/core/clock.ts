import { computed, signal } from '@preact/signals';

/** `Date` says whole seconds, and an answer takes its time: so much is no difference. */
const EXACT_MS = 2_000;

/** How far this machine's clock is behind the server's, in milliseconds, as its answers tell; below 0 where it is ahead. */
export const behind = signal(0);

/** Learns from an answer what time it is by the server's clock. */
export function hearTime({ headers }: Pick<Response, 'headers'>): void {
  const told = Date.parse(headers.get('Date') ?? '');
  if (Number.isNaN(told)) return;
  const found = told - Date.now();
  if (Math.abs(found - behind.peek()) > EXACT_MS) behind.value = found;
}

/** The time by the server's clock, as far as it is known, in milliseconds since 1970. */
export function serverTime(): number {
  return Date.now() + behind.peek();
}

const here = signal(Date.now());
setInterval(() => {
  here.value = Date.now();
}, 5_000);

/** The same as a signal; it moves each few seconds, and when the server tells of another time. */
export const now = computed(() => here.value + behind.value);
