import type { Cancel } from '../../../clock.ts';
import type { GridContext } from '../../../service.ts';
import type { BusEvent } from '../model.ts';
import type { Registry } from '../registry.ts';

const DAY_MS = 86_400_000;
const PURGE_EVERY_MS = 3_600_000;

/** An archived event; `number` orders those of the same second as they came. */
export interface Archived {
  readonly time: number;
  readonly number: number;
  readonly text: string;
}

/** A part of an archive: `from` ≤ the event's time < `to`, after the event `last`. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly last?: { readonly time: number; readonly number: number } | undefined;
}

/** The archived events. */
export class Archives {
  readonly #grid: GridContext;
  readonly #registry: Registry;
  #cancel: Cancel | undefined;

  constructor(grid: GridContext, registry: Registry) {
    this.#grid = grid;
    this.#registry = registry;
    grid.store.define(
      `CREATE TABLE IF NOT EXISTS events_archived (
         number INTEGER PRIMARY KEY, archive TEXT NOT NULL, time INTEGER NOT NULL, archived INTEGER NOT NULL,
         size INTEGER NOT NULL, text TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS events_archived_time ON events_archived (archive, time, number, archived, size)`,
    );
  }

  /** Keeps an event, inside the caller's unit of work. */
  add(archive: string, { time, ingestedAt, text }: BusEvent): void {
    this.#grid.store
      .sql('INSERT INTO events_archived (archive, time, archived, size, text) VALUES (?, ?, ?, ?, ?)')
      .run(archive, time, ingestedAt, Buffer.byteLength(text), text);
  }

  /** The next events of a part of an archive, by time, at most `limit`. */
  read(archive: string, { from, to, last = { time: from, number: -1 } }: Span, limit: number): Archived[] {
    return this.#grid.store
      .sql(
        `SELECT time, number, text FROM events_archived
         WHERE archive = ? AND (time, number) > (?, ?) AND time < ? ORDER BY time, number LIMIT ?`,
      )
      .all(archive, last.time, last.number, to, limit) as unknown as Archived[];
  }

  /** How many events an archive has, and their size. */
  size(archive: string): { readonly EventCount: number; readonly SizeBytes: number } {
    const row = this.#grid.store
      .sql('SELECT count(*) AS count, total(size) AS size FROM events_archived WHERE archive = ?')
      .get(archive);
    return { EventCount: Number(row?.count), SizeBytes: Number(row?.size) };
  }

  /** Removes all events of an archive. */
  async empty(archive: string): Promise<void> {
    await this.#grid.store.write(() =>
      this.#grid.store.sql('DELETE FROM events_archived WHERE archive = ?').run(archive),
    );
  }

  /** Begins to remove what is older than its archive keeps. */
  run(): void {
    for (const { name, retentionDays } of this.#registry.list('archive')) {
      if (retentionDays === 0) continue;
      const before = this.#grid.clock.now() - retentionDays * DAY_MS;
      this.#grid.store
        .write(() =>
          this.#grid.store.sql('DELETE FROM events_archived WHERE archive = ? AND archived < ?').run(name, before),
        )
        .catch((error: unknown) => this.#grid.log(`events: archive ${name} could not be purged: ${error}`));
    }
    this.#cancel = this.#grid.clock.after(PURGE_EVERY_MS, () => this.run());
  }

  stop(): void {
    this.#cancel?.();
  }
}
