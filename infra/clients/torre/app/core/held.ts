import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';

/** A list that keeps still while somebody points at it or is in it. */
export interface Held<T> {
  readonly shown: readonly T[];
  /** How many others there would be. */
  readonly waiting: number;
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
  const byKey = useComputed(() => new Map(rows.value.map((row) => [keyOf(row), row])));
  const shown = order.value ? order.value.flatMap((key) => byKey.value.get(key) ?? []) : rows.value;
  return {
    shown,
    waiting: rows.value.length - shown.length,
    release,
    handlers: { onMouseEnter: hold, onMouseLeave: release, onFocusIn: hold, onFocusOut: release },
  };
}
