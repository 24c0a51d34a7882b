import { AwsError, type Invocation, type QueueMessage } from '../../../service.ts';
import { failuresOf } from './itemFailures.ts';
import type { MappingParts, Runner } from './parts.ts';
import { pause } from './pause.ts';
import { firstPayload } from './payload.ts';
import type { QueueMapping } from './settings.ts';
import { sqsRecord } from './sqsRecord.ts';

/** `ReceiveMessage` gives no more at once. */
const RECEIVE_LIMIT = 10;
const LONG_POLL_MS = 20_000;
const BACKOFF_MS = 1000;
const THROTTLED_MS = 250;

/**
 * Polls a queue and gives its messages to a function in batches. One batch at a time while the queue is shallow; one
 * more each time a batch comes back full, up to what the function may run.
 *
 * What finds no room in the function is asked for again as long as its messages are hidden, as AWS does: that is no receive
 * of theirs (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 *
 * What succeeded is deleted. What failed is left alone, as AWS does: it shows itself again after the queue's
 * visibility timeout, also over a restart of the grid, and the queue counts its receives. What a stop or a kill cut
 * off shows itself at once in the next life, as if it had not been received: its function did not get to say anything.
 */
export class QueueRunner implements Runner {
  readonly #parts: MappingParts;
  readonly #settings: QueueMapping;
  readonly #stop = new AbortController();
  readonly #batches = new Set<Promise<void>>();
  #parallel = 1;
  #polling: Promise<void> | undefined;

  constructor(parts: MappingParts, settings: QueueMapping) {
    this.#parts = parts;
    this.#settings = settings;
  }

  start(): void {
    this.#polling = this.#poll();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#polling;
    await Promise.all(this.#batches);
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const messages = await this.#gather();
        if (signal.aborted) await this.#giveBack(messages);
        else if (messages.length === 0) this.#parallel = 1;
        else await this.#begin(messages);
      } catch (error) {
        await this.#backOff(error);
      }
    }
  }

  /** A batch: what is there, or with a window what comes until it is full or the window closes. */
  async #gather(): Promise<QueueMessage[]> {
    const { sourceArn, batchSize, windowMs } = this.#settings;
    const { grid } = this.#parts;
    const { signal } = this.#stop;
    const receive = (max: number, waitMs: number) =>
      grid.queues.receive(sourceArn, Math.min(max, RECEIVE_LIMIT), waitMs, signal);
    const messages = await receive(batchSize, LONG_POLL_MS);
    const closes = grid.clock.now() + windowMs;
    while (messages.length > 0 && messages.length < batchSize && !signal.aborted) {
      const left = closes - grid.clock.now();
      if (left <= 0) break;
      messages.push(...(await receive(batchSize - messages.length, Math.min(left, LONG_POLL_MS))));
    }
    return messages;
  }

  /** Starts a batch, and waits until there is room for the next. */
  async #begin(messages: QueueMessage[]): Promise<void> {
    const full = messages.length >= Math.min(this.#settings.batchSize, RECEIVE_LIMIT);
    this.#parallel = full ? Math.min(this.#parallel + 1, this.#most()) : Math.max(1, this.#parallel - 1);
    const batch = this.#process(messages)
      .catch((error) => this.#backOff(error))
      .finally(() => this.#batches.delete(batch));
    this.#batches.add(batch);
    while (this.#batches.size >= this.#parallel) await Promise.race(this.#batches);
  }

  #most(): number {
    const { fn } = this.#parts.registry.resolve(this.#settings.target);
    return Math.max(
      1,
      Math.min(this.#settings.maxConcurrency ?? Number.POSITIVE_INFINITY, this.#parts.fleet.limitOf(fn)),
    );
  }

  async #process(messages: QueueMessage[]): Promise<void> {
    const { sourceArn, filters } = this.#settings;
    const wanted: QueueMessage[] = [];
    const unwanted: QueueMessage[] = [];
    for (const message of messages) {
      if (filters.passes(sqsRecord(message, sourceArn))) wanted.push(message);
      else unwanted.push(message);
    }
    if (unwanted.length > 0) await this.#delete(unwanted);
    for (let at = 0; at < wanted.length; ) {
      const rest = wanted.slice(at);
      const { text, count } = firstPayload(rest.map((message) => sqsRecord(message, sourceArn)));
      await this.#invoke(rest.slice(0, count), text);
      at += count;
    }
  }

  async #invoke(batch: QueueMessage[], payload: string): Promise<void> {
    const { reportsFailures } = this.#settings;
    const answer = await this.#answer(payload);
    const failures = failuresOf(
      answer,
      reportsFailures,
      batch.map((message) => message.messageId),
    );
    if (failures === 'all') {
      // AWS scales a mapping down whose function fails, unless it reports item by item.
      if (!reportsFailures) this.#parallel = 1;
      await this.#leave(batch);
      return;
    }
    const hasFailed = ({ messageId }: QueueMessage) => failures !== 'none' && failures.has(messageId);
    const failed = batch.filter(hasFailed);
    const done = batch.filter((message) => !hasFailed(message));
    if (done.length > 0) await this.#delete(done);
    if (failed.length > 0) await this.#leave(failed);
  }

  async #answer(payload: string): Promise<Invocation> {
    const { registry, invoker, grid } = this.#parts;
    const { target, sourceArn } = this.#settings;
    const { signal } = this.#stop;
    const shown = grid.clock.now() + grid.queues.visibilityOf(sourceArn);
    for (;;) {
      try {
        return await invoker.invoke({ ...registry.resolve(target), payload, urgency: 'mapped' });
      } catch (error) {
        const throttled = error instanceof AwsError && error.code === 'TooManyRequestsException';
        if (!throttled || signal.aborted || grid.clock.now() + THROTTLED_MS >= shown) throw error;
        await pause(grid.clock, THROTTLED_MS, signal);
      }
    }
  }

  #leave(messages: readonly QueueMessage[]): Promise<void> {
    return this.#parts.grid.queues.leave(
      this.#settings.sourceArn,
      messages.map((message) => message.receiptHandle),
    );
  }

  #delete(messages: readonly QueueMessage[]): Promise<void> {
    return this.#parts.grid.queues.delete(
      this.#settings.sourceArn,
      messages.map((message) => message.receiptHandle),
    );
  }

  async #giveBack(messages: readonly QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const handles = messages.map((message) => message.receiptHandle);
    await this.#parts.grid.queues.giveBack(this.#settings.sourceArn, handles);
  }

  /** The queue or the function cannot be used just now (throttled, not there): what was received shows itself again. */
  async #backOff(error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#parallel = 1;
    const { grid } = this.#parts;
    grid.log(`lambda: the mapping of ${this.#settings.sourceArn} to ${this.#settings.target}: ${error}`);
    await pause(grid.clock, BACKOFF_MS, this.#stop.signal);
  }
}
