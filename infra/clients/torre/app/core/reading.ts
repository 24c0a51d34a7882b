import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { read, readAll } from './api.ts';
import { watch } from './channel.ts';
import { serverTime } from './clock.ts';
import { isAbsent } from './problems.ts';
import { caller, everything } from './session.ts';
import { view } from './store.ts';

/** How far a panel is with what it shows. What was there stays while it is read again. */
export interface Reading {
  readonly state: 'cargando' | 'listo' | 'error';
  /** What was thrown. */
  readonly error?: unknown;
  /** By the server's clock, when it was last read. */
  readonly readAt?: number;
}

/** A panel's reading, and how to try again. */
export interface Read {
  readonly reading: ReadonlySignal<Reading>;
  readonly again: () => void;
}

/** A list that stays up to date. */
interface ListSpec<T> {
  /** The view's name, as the channel tells it. */
  readonly view: string;
  readonly topic: string;
  /** The questions whose answers together are the list; none while they are not known. */
  readonly paths: readonly string[];
  readonly keyOf: (row: T) => string;
  /** Rows to read of each question. */
  readonly most?: number;
}

/** Reads a list and keeps it up to date by the channel. */
export function useList<T>({ view: name, topic, paths, keyOf, most = 1_000 }: ListSpec<T>): Read & {
  readonly rows: ReadonlySignal<ReadonlyMap<string, T>>;
  readonly changes: ReadonlySignal<ReadonlyMap<string, number>>;
  /** There are others than those. */
  readonly more: ReadonlySignal<boolean>;
} {
  const more = useSignal(false);
  const { rows, changes, replace } = view<T>(name);
  const key = paths.length === 0 ? undefined : `${name} ${topic} ${paths.join(' ')}`;
  const read = useRead(topic, key, async () => {
    const askedAt = performance.now();
    const found = await Promise.all(paths.map((path) => readAll<T>(path, most)));
    more.value = found.some((one) => one.more);
    replace(
      found.flatMap((one) => one.rows),
      keyOf,
      askedAt,
    );
  });
  return { ...read, rows, changes, more };
}

/** One row, with its version; none without a path. */
interface RowSpec {
  readonly view: string;
  readonly key: string;
  readonly topic: string;
  readonly path: string | undefined;
}

/** Reads one row and keeps it up to date by the channel. */
export function useRow<T extends { readonly version?: number }>({
  view: name,
  key,
  topic,
  path,
}: RowSpec): Read & {
  readonly row: ReadonlySignal<T | undefined>;
  readonly version: ReadonlySignal<number | undefined>;
} {
  const { rows, put, versionOf } = view<T>(name);
  const result = useRead(topic, path, async () => {
    if (path === undefined) return;
    const row = await read<T>(path);
    put(key, row.version ?? 0, row);
  });
  const row = useComputed(() => rows.value.get(key));
  const version = useComputed(() => {
    rows.value;
    return versionOf(key);
  });
  return { ...result, row, version };
}

/** A report, or a list that the channel does not bring. */
interface ReportSpec {
  /** Asked again whenever this topic begins, and each so many milliseconds. */
  readonly topic?: string;
  readonly everyMs: number;
  /** That there is none (404) is an answer too: then there is no data. */
  readonly mayLack?: true;
}

/** Reads something again and again; what has not changed is not sent again. Without a path nothing is read. */
export function useReport<T>(
  path: string | undefined,
  { topic = everything.value, everyMs, mayLack }: ReportSpec,
): Read & {
  readonly data: Signal<T | undefined>;
} {
  const data = useSignal<T | undefined>(undefined);
  const result = useRead(topic, path, async () => {
    if (path === undefined) return;
    try {
      data.value = await read<T>(path);
    } catch (error) {
      if (!mayLack || !isAbsent(error)) throw error;
      data.value = undefined;
    }
  });
  useEffect(() => {
    data.value = undefined;
    const timer = setInterval(() => !document.hidden && result.again(), everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  return { ...result, data };
}

/** Runs a reading whenever its topic begins to come, and gives how far it is. */
function useRead(topic: string, key: string | undefined, run: () => Promise<void>): Read {
  const reading = useSignal<Reading>({ state: 'cargando' });
  const again = useAgain(reading, run);
  const isIn = useComputed(() => caller.value !== undefined).value;
  useEffect(() => {
    if (!isIn || key === undefined) return;
    reading.value = { state: 'cargando' };
    return watch(topic, again);
  }, [isIn, topic, key]);
  return { reading, again };
}

function useAgain(reading: Signal<Reading>, run: () => Promise<void>): () => void {
  return () => {
    run().then(
      () => {
        reading.value = { state: 'listo', readAt: serverTime() };
      },
      (error: unknown) => {
        reading.value = { ...reading.peek(), state: 'error', error };
      },
    );
  };
}
