import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';

/** A list that keeps still while somebody points at it or is in it. */
export interface Held<T> {
  readonly shown: readonly T[];
  /** What has come since. */
  readonly waiting: readonly T[];
  readonly release: () => void;
  /** For the element that holds the rows. */
  readonly handlers: {
    readonly onMouseEnter: () => void;
    readonly onMouseLeave: () => void;
    readonly onFocusIn: () => void;
    readonly onFocusOut: () => void;
  };
}

/** Holds the order of a list under the hand: rows change in place, and new ones wait. */
export function useHeld<T>(rows: ReadonlySignal<readonly T[]>, keyOf: (row: T) => string): Held<T> {
  const order = useSignal<readonly string[] | undefined>(undefined);
  const hold = () => {
    order.value ??= rows.peek().map(keyOf);
  };
  const release = () => {
    order.value = undefined;
  };
  const parted = useComputed(() => part(rows.value, order.value, keyOf));
  return {
    ...parted.value,
    release,
    handlers: { onMouseEnter: hold, onMouseLeave: release, onFocusIn: hold, onFocusOut: release },
  };
}

/** Rows in the order in which they are held, and those that are not in it; all of them as they are where none is held. */
export function part<T>(
  rows: readonly T[],
  order: readonly string[] | undefined,
  keyOf: (row: T) => string,
): { readonly shown: readonly T[]; readonly waiting: readonly T[] } {
  if (!order) return { shown: rows, waiting: [] };
  const held = new Set(order);
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return {
    shown: order.flatMap((key) => byKey.get(key) ?? []),
    waiting: rows.filter((row) => !held.has(keyOf(row))),
  };
}
