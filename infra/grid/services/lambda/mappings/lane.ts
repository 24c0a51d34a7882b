import type { Invocation, StreamRecord } from '../../../service.ts';
import { type Discarded, streamEventRecord } from './discarded.ts';
import { failuresOf } from './itemFailures.ts';
import type { MappingParts } from './parts.ts';
import { pause } from './pause.ts';
import { firstPayload } from './payload.ts';
import { afterInvocation, type Batch, backoffMs, firstFailed } from './retry.ts';
import type { StreamMapping } from './settings.ts';

const UNAVAILABLE_MS = 1000;

/** A record on its way, and when it was written on the grid's clock. */
export interface Entry {
  readonly record: StreamRecord;
  readonly born: number;
}

/** What a lane tells its stream. */
export interface LaneEvents {
  done(entries: readonly Entry[]): void;
  discard(entries: readonly Entry[], what: Discarded): Promise<void>;
  readonly signal: AbortSignal;
}

/** One line of batches of a stream mapping: strictly in order, one invocation at a time. */
export class Lane {
  readonly #parts: MappingParts;
  readonly #settings: StreamMapping;
  readonly #events: LaneEvents;
  readonly #queue: Entry[] = [];
  #full: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(parts: MappingParts, settings: StreamMapping, events: LaneEvents) {
    this.#parts = parts;
    this.#settings = settings;
    this.#events = events;
  }

  /** Resolves when nothing of this lane is under way. */
  get idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  offer(entry: Entry): void {
    this.#queue.push(entry);
    if (this.#queue.length >= this.#settings.batchSize) this.#full?.();
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0 && !this.#events.signal.aborted) {
      await this.#window();
      await this.#work({ items: this.#queue.splice(0, this.#settings.batchSize), failures: 0 });
    }
  }

  /** Lets a batch fill, as long as the mapping's window is open. */
  async #window(): Promise<void> {
    const { windowMs, batchSize } = this.#settings;
    if (windowMs === 0 || this.#queue.length >= batchSize) return;
    const full = new Promise<void>((resolve) => {
      this.#full = resolve;
    });
    const closed = new AbortController();
    const signal = AbortSignal.any([this.#events.signal, closed.signal]);
    await Promise.race([full, pause(this.#parts.grid.clock, windowMs, signal)]);
    closed.abort();
    this.#full = undefined;
  }

  /** Brings a batch to its end: every record processed or discarded. Stops in the middle when the mapping is stopped. */
  async #work(whole: Batch<Entry>): Promise<void> {
    const pending: Batch<Entry>[] = [whole];
    let answer: Invocation | undefined;
    while (pending.length > 0 && !this.#events.signal.aborted) {
      const batch = await this.#withoutExpired(pending.shift() as Batch<Entry>, answer);
      if (batch.items.length === 0) continue;
      const { text, count } = firstPayload(
        batch.items.map(({ record }) => streamEventRecord(record, this.#settings.sourceArn)),
      );
      if (count < batch.items.length) pending.unshift({ items: batch.items.slice(count), failures: 0 });
      const given = { items: batch.items.slice(0, count), failures: batch.failures };
      answer = await this.#invoke(text);
      if (!answer) {
        pending.unshift(given);
        await pause(this.#parts.grid.clock, UNAVAILABLE_MS, this.#events.signal);
      } else await this.#settle(given, answer, pending);
    }
  }

  async #settle(batch: Batch<Entry>, answer: Invocation, pending: Batch<Entry>[]): Promise<void> {
    const identifiers = batch.items.map(({ record }) => record.dynamodb.SequenceNumber);
    const failures = failuresOf(answer, this.#settings.reportsFailures, identifiers);
    const step = afterInvocation(batch, firstFailed(failures, identifiers), this.#settings.retry);
    if (step.done.length > 0) this.#events.done(step.done);
    if (step.discarded.length > 0) {
      await this.#discard(step.discarded, {
        condition: 'RetryAttemptsExhausted',
        attempts: batch.failures + 1,
        answer,
      });
    }
    pending.unshift(...step.again);
    const wait = backoffMs(step.again[0]?.failures ?? 0);
    if (wait > 0) await pause(this.#parts.grid.clock, wait, this.#events.signal);
  }

  /** `undefined` when the function cannot be invoked now: throttled, gone, stopping. */
  async #invoke(payload: string): Promise<Invocation | undefined> {
    const { registry, invoker, grid } = this.#parts;
    try {
      return await invoker.invoke({ ...registry.resolve(this.#settings.target), payload, urgency: 'mapped' });
    } catch (error) {
      if (!this.#events.signal.aborted)
        grid.log(`lambda: the mapping of ${this.#settings.sourceArn} to ${this.#settings.target}: ${error}`);
      return undefined;
    }
  }

  async #withoutExpired(batch: Batch<Entry>, answer: Invocation | undefined): Promise<Batch<Entry>> {
    const before = this.#parts.grid.clock.now() - this.#settings.retry.maxAgeMs;
    const fresh = batch.items.findIndex(({ born }) => born >= before);
    if (fresh === 0) return batch;
    const expired = fresh < 0 ? batch.items : batch.items.slice(0, fresh);
    await this.#discard(expired, { condition: 'RecordAgeExceeded', attempts: batch.failures, answer });
    return { items: batch.items.slice(expired.length), failures: 0 };
  }

  async #discard(entries: readonly Entry[], why: Pick<Discarded, 'condition' | 'attempts' | 'answer'>): Promise<void> {
    const { fn, arn } = this.#parts.registry.resolve(this.#settings.target);
    const records = entries.map(({ record }) => record);
    await this.#events.discard(entries, { fn, arn, streamArn: this.#settings.sourceArn, records, ...why });
  }
}
