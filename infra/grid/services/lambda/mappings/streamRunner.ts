import type { StreamRecord } from '../../../service.ts';
import { sendTo } from '../destinations.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Discarded, discardedDocument, writtenAt } from './discarded.ts';
import { type Entry, Lane } from './lane.ts';
import type { MappingParts, Runner } from './parts.ts';
import { pause } from './pause.ts';
import { Progress } from './progress.ts';
import type { StreamMapping } from './settings.ts';
import { Wakeup } from './wakeup.ts';

const READ_LIMIT = 1000;
const BACKOFF_MS = 1000;
/** An fsync per batch would bound the mapping (measured: 4 ms each); a crash gives again what this time processed. */
const SAVE_MS = 50;
const PAGE_BYTES = 2 ** 20;

/**
 * Follows a stream and gives its records to a function in batches: in one line, or in several where the mapping is
 * parallel, so that the order of each partition key is kept. It reads when the table is written, never by the clock,
 * and keeps its position in the store: what was not known to be done at a crash is given again.
 */
export class StreamRunner implements Runner {
  readonly #parts: MappingParts;
  readonly #settings: StreamMapping;
  readonly #checkpoints: Checkpoints;
  readonly #stop = new AbortController();
  readonly #written = new Wakeup();
  readonly #room = new Wakeup();
  readonly #progress = new Progress();
  readonly #lanes: readonly Lane[];
  #position: string | undefined;
  #saved: string | undefined;
  #due: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;

  constructor(parts: MappingParts, settings: StreamMapping, checkpoints: Checkpoints) {
    this.#parts = parts;
    this.#settings = settings;
    this.#checkpoints = checkpoints;
    const events = {
      done: (entries: readonly Entry[]) => this.#done(entries),
      discard: (entries: readonly Entry[], what: Discarded) => this.#discard(entries, what),
      signal: this.#stop.signal,
    };
    this.#lanes = Array.from({ length: settings.parallel }, () => new Lane(parts, settings, events));
  }

  start(): void {
    this.#position = this.#checkpoints.find(this.#settings.uuid, this.#settings.sourceArn) ?? undefined;
    this.#saved = this.#position;
    this.#reading = this.#read();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#written.ring();
    this.#room.ring();
    await this.#reading;
    await Promise.all(this.#lanes.map((lane) => lane.idle));
    clearTimeout(this.#due);
    await this.#save();
  }

  async #read(): Promise<void> {
    const { streams, clock, log } = this.#parts.grid;
    const { sourceArn, batchSize, parallel } = this.#settings;
    const forget = streams.onWrite(sourceArn, () => this.#written.ring());
    const ahead = Math.max(READ_LIMIT, 2 * batchSize * parallel);
    while (!this.#stop.signal.aborted) {
      try {
        const limit = Math.min(ahead - this.#progress.size, READ_LIMIT);
        if (limit <= 0) {
          await this.#room.wait();
          continue;
        }
        const records = await streams.read(sourceArn, this.#position, limit);
        for (const record of records) this.#take(record);
        if (isLastPage(records, limit)) await this.#written.wait();
      } catch (error) {
        if (isTrimmed(error)) this.#position = undefined;
        log(`lambda: reading ${sourceArn} for ${this.#settings.target}: ${error}`);
        await pause(clock, BACKOFF_MS, this.#stop.signal);
      }
    }
    forget();
  }

  #take(record: StreamRecord): void {
    const position = record.dynamodb.SequenceNumber;
    this.#position = position;
    this.#progress.read(position);
    // The age goes by the grid's clock, also when it was moved after the record was written.
    const born = this.#parts.grid.clock.now() - Math.max(0, Date.now() - writtenAt(record));
    const entry = { record, born };
    if (this.#settings.filters.passes(record)) this.#laneOf(record).offer(entry);
    else this.#done([entry]);
  }

  /** Without knowledge of the partition key all records stay in one line: order matters more than speed. */
  #laneOf(record: StreamRecord): Lane {
    const [first, ...others] = this.#lanes as [Lane, ...Lane[]];
    if (others.length === 0) return first;
    const { Keys = {} } = record.dynamodb as { Keys?: Record<string, unknown> };
    const attribute = this.#parts.grid.streams.partitionKey?.(this.#settings.sourceArn);
    if (attribute === undefined) return first;
    return this.#lanes[hash(JSON.stringify(Keys[attribute])) % this.#lanes.length] ?? first;
  }

  #done(entries: readonly Entry[]): void {
    this.#progress.done(entries.map(({ record }) => record.dynamodb.SequenceNumber));
    this.#room.ring();
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      this.#save().catch((error) =>
        this.#parts.grid.log(`lambda: the position in ${this.#settings.sourceArn}: ${error}`),
      );
    }, SAVE_MS);
  }

  async #save(): Promise<void> {
    const { uuid, sourceArn } = this.#settings;
    const { mark } = this.#progress;
    if (mark === undefined || mark === this.#saved) return;
    await this.#parts.grid.store.write(() => this.#checkpoints.set(uuid, sourceArn, mark));
    this.#saved = mark;
  }

  async #discard(entries: readonly Entry[], what: Discarded): Promise<void> {
    const { grid } = this.#parts;
    const { onFailure, sourceArn } = this.#settings;
    grid.log(`lambda: ${what.fn.name} gave up ${entries.length} records of ${sourceArn}: ${what.condition}`);
    if (onFailure) {
      try {
        const place = { now: grid.clock.now(), shardId: await grid.streams.shard(sourceArn) };
        const delivery = { body: discardedDocument(what, place) };
        await grid.store.write(() => sendTo(grid, what.fn, { arn: onFailure, delivery }));
      } catch (error) {
        grid.log(`lambda: ${what.fn.name} could not send discarded records to ${onFailure}: ${error}`);
      }
    }
    this.#done(entries);
  }
}

/** A page ends early only at 1 MB; one well below both limits reached the end, which saves an empty read per batch. */
function isLastPage(records: readonly StreamRecord[], limit: number): boolean {
  if (records.length === 0) return true;
  if (records.length >= limit) return false;
  let bytes = 0;
  for (const { dynamodb } of records) bytes += Number((dynamodb as { SizeBytes?: number }).SizeBytes ?? PAGE_BYTES);
  return bytes < PAGE_BYTES / 2;
}

function isTrimmed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'TrimmedDataAccessException';
}

/** FNV-1a: spreads keys evenly and is the same in every life. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
