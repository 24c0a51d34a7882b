import { batch, type ReadonlySignal, signal } from '@preact/signals';

/** A row of a view, as the channel brings it. A row that is no longer shown comes as `null`. */
export interface News {
  readonly vista: string;
  readonly clave: string;
  readonly version: number;
  readonly en?: string;
  readonly fila?: unknown;
}

interface Held<T> {
  /** Unknown of rows that a list brought. */
  readonly version: number | undefined;
  readonly row: T;
  /** When the channel brought it, by `performance.now()`; 0 of what was read. */
  readonly came: number;
}

/** What the page knows of a view. */
export interface View<T> {
  readonly rows: ReadonlySignal<ReadonlyMap<string, T>>;
  /** When each row last changed under the eyes of whoever looks, by `performance.now()`. */
  readonly changes: ReadonlySignal<ReadonlyMap<string, number>>;
  versionOf(key: string): number | undefined;
  /**
   * Puts what a list answered in the place of all there is, save what came by the channel since the list was asked: that
   * is as new or newer, and whatever follows will come too.
   */
  replace(rows: readonly T[], keyOf: (row: T) => string, askedAt: number): void;
  /** Puts one row, unless a newer one is there. */
  put(key: string, version: number, row: T): void;
}

const views = new Map<string, ReturnType<typeof createView<unknown>>>();
const waiting: News[] = [];
let frame: unknown;

/** The rows of a view by its name; the same for all who ask. */
export function view<T>(name: string): View<T> {
  return viewOf(name) as unknown as View<T>;
}

/** Takes what the channel brought. It is shown with the next frame, together with all else that came until then. */
export function receive(news: readonly News[]): void {
  waiting.push(...news);
  // A page that is not seen has no frames.
  if (frame !== undefined) return;
  frame = document.hidden ? setTimeout(show, 250) : requestAnimationFrame(show);
}

function show(): void {
  frame = undefined;
  const byView = Map.groupBy(waiting.splice(0), ({ vista }) => vista);
  batch(() => {
    for (const [name, news] of byView) viewOf(name).take(news);
  });
}

function viewOf(name: string) {
  const known = views.get(name);
  if (known) return known;
  const made = createView<unknown>();
  views.set(name, made);
  return made;
}

function createView<T>() {
  const held = new Map<string, Held<T>>();
  const rows = signal<ReadonlyMap<string, T>>(new Map());
  const changes = signal<ReadonlyMap<string, number>>(new Map());
  const publish = () => {
    rows.value = new Map([...held].filter(([, { row }]) => row !== null).map(([key, { row }]) => [key, row]));
  };
  const isNewer = (key: string, version: number) => {
    const known = held.get(key)?.version;
    return known === undefined || version > known;
  };
  return {
    rows,
    changes,
    versionOf: (key: string) => held.get(key)?.version,
    take(news: readonly News[]) {
      const now = performance.now();
      const touched = new Map(changes.peek());
      for (const { clave, version, fila } of news) {
        if (fila === undefined || !isNewer(clave, version)) continue;
        held.set(clave, { version, row: fila as T, came: now });
        touched.set(clave, now);
      }
      publish();
      changes.value = touched;
    },
    replace(found: readonly T[], keyOf: (row: T) => string, askedAt: number) {
      const kept = [...held].filter(([, { came }]) => came >= askedAt && came > 0);
      const before = new Map(held);
      held.clear();
      for (const row of found) {
        const key = keyOf(row);
        const version = (row as { version?: number }).version ?? before.get(key)?.version;
        held.set(key, { version, row, came: 0 });
      }
      for (const [key, one] of kept) held.set(key, one);
      publish();
    },
    put(key: string, version: number, row: T) {
      if (!isNewer(key, version) && held.get(key)?.version !== version) return;
      held.set(key, { version, row, came: held.get(key)?.came ?? 0 });
      publish();
    },
  };
}
