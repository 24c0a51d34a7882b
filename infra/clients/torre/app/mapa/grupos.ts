import { isMade, type Stop, type StopState } from '../torre/tablero.ts';

/** Stops that lie so near one another on the screen that one sign stands for them. */
export interface Group {
  readonly key: string;
  readonly stops: readonly Stop[];
  /** The worst of them. */
  readonly state: StopState;
  /** Those that are still to be made. */
  readonly open: number;
}

/** The side of a cell of the screen, in pixels. */
const CELL = 30;
const WORST: readonly StopState[] = ['fallida', 'enRiesgo', 'pendiente', 'enParte', 'entregada'];

/**
 * Stops by cell of the screen.
 * @param project gives a stop's place in pixels of the whole map, so that moving the map changes no group.
 */
export function groupsOf(stops: readonly Stop[], project: (stop: Stop) => { x: number; y: number }): readonly Group[] {
  const cells = Map.groupBy(stops, (stop) => {
    const { x, y } = project(stop);
    return `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
  });
  return [...cells].map(([key, own]) => ({
    key,
    stops: own,
    state: WORST.find((state) => own.some((stop) => stop.state === state)) ?? 'pendiente',
    open: own.filter(({ state }) => !isMade(state)).length,
  }));
}

/** `8`, `8–11`, `3, 7`: which stops of a route a sign stands for. */
export function numbersOf(stops: readonly Stop[]): string {
  const numbers = stops.map(({ number }) => number).toSorted((a, b) => a - b);
  const [first, last] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  if (numbers.length === 1) return String(first);
  return last - first === numbers.length - 1 ? `${first}–${last}` : `${first}…${last}`;
}
