import { hash } from 'node:crypto';
import { AwsError, type GridContext } from '../../service.ts';
import { invalid, NO_DEDUPLICATION, outOfRange } from './faults.ts';
import { Messages, type Outgoing, type ReceiverKind, type Sent } from './messages.ts';
import { type Receipt, receiptFrom, type Taken } from './receipt.ts';
import { type Queue, Registry } from './registry.ts';
import { Waiting } from './waiting.ts';

/** How a receiver wants its messages. */
export interface Wish {
  readonly max: number;
  readonly waitMs: number;
  /** `undefined`: as the queue says. */
  readonly visibilityMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly receiver: ReceiverKind;
}

type TakeWish = Pick<Wish, 'receiver' | 'visibilityMs'>;

const DEDUP_MS = 5 * 60_000;
const SWEEP_MS = 60_000;

/** Queues and their messages: what the API, the pollers and the other services of the grid do with them. */
export class Broker {
  readonly queues: Registry;
  readonly messages: Messages;
  readonly grid: GridContext;
  readonly #waiting: Waiting;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(grid: GridContext) {
    this.grid = grid;
    this.queues = new Registry(grid);
    this.messages = new Messages(grid.store, grid.clock);
    this.#waiting = new Waiting(grid.clock, (id) => this.messages.nextVisible({ id } as Queue));
  }

  async start(): Promise<void> {
    this.queues.load();
    this.messages.load();
    this.grid.store.define(`CREATE TABLE IF NOT EXISTS sqs_dedup (queue INTEGER, id TEXT, message_id TEXT, seq INTEGER,
      until INTEGER, PRIMARY KEY (queue, id)) WITHOUT ROWID`);
    await this.grid.store.write(() => this.messages.release());
    this.#sweepLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#waiting.stop();
  }

  /** Puts a message into the queue. Inside a unit of work of the store. */
  enqueue(queue: Queue, outgoing: Outgoing): Sent {
    const sent = queue.fifo ? this.#once(queue, outgoing) : this.messages.add(queue, outgoing);
    this.#waiting.arrived(queue.id);
    this.grid.meter.took({ service: 'sqs', what: 'Messages', resource: queue.name, amount: 1 });
    return sent;
  }

  /** Puts a message into the queue durably. */
  send(queue: Queue, outgoing: Outgoing): Promise<Sent> {
    return this.grid.store.write(() => this.enqueue(queue, outgoing));
  }

  /** Receives, waiting for the first message as long as the wish says. */
  async receive(queue: Queue, { max, waitMs, signal, ...how }: Wish): Promise<Taken[]> {
    const until = performance.now() + waitMs;
    for (;;) {
      if (this.#stopped || signal?.aborted) {
        this.#waiting.wake(queue.id);
        return [];
      }
      if (this.messages.hasVisible(queue)) {
        const taken = await this.grid.store.write(() => this.take(queue, max, how));
        if (taken.length > 0) {
          if (this.messages.hasVisible(queue)) this.#waiting.wake(queue.id);
          return taken;
        }
      }
      const left = until - performance.now();
      if (left <= 0) return [];
      await this.#waiting.arrival(queue.id, left, signal);
    }
  }

  /** Receives what is visible. Inside a unit of work of the store. */
  take(queue: Queue, max: number, { receiver, visibilityMs = queue.visibilityMs }: TakeWish): Taken[] {
    const arn = queue.redrive?.deadLetterTargetArn;
    const dlq = arn ? this.queues.find(arn.slice(arn.lastIndexOf(':') + 1)) : undefined;
    const taken = this.messages.take(queue, max, { visibilityMs, dlq, receiver });
    if (dlq) this.#waiting.arrived(dlq.id);
    return taken;
  }

  /**
   * Deletes by receipt. Deleting what is gone is no error, a handle of another queue is; so is one of a FIFO queue whose
   * visibility timeout is over. Inside a unit of work.
   */
  remove(queue: Queue, handle: string): void {
    const receipt = this.#receipt(queue, handle);
    this.#checkNotExpired(queue, receipt, handle);
    if (this.messages.remove(queue, receipt) && queue.fifo) this.#waiting.arrived(queue.id);
  }

  /**
   * Hides until `ms` from now, and, but in a FIFO queue, again after the timeout of this receive was over. Inside a unit
   * of work of the store.
   */
  hide(queue: Queue, handle: string, ms: number): void {
    const receipt = this.#receipt(queue, handle);
    this.#checkNotExpired(queue, receipt, handle);
    if (!this.messages.hide(queue, receipt, ms)) {
      const reason = 'Message does not exist or is not available for visibility timeout change';
      throw outOfRange('ReceiptHandle', handle, reason);
    }
    this.#waiting.arrived(queue.id);
  }

  /** Ends a receiver's work on a message that stays hidden. Inside a unit of work of the store. */
  leave(queue: Queue, handle: string): void {
    this.messages.leave(queue, this.#receipt(queue, handle));
  }

  /** Shows at once what its receiver did nothing with; the receive does not count. Inside a unit of work of the store. */
  giveBack(queue: Queue, handle: string): void {
    this.messages.giveBack(queue, this.#receipt(queue, handle));
    this.#waiting.arrived(queue.id);
  }

  /** Sends a dead letter back; wakes who waits there. Inside a unit of work of the store. */
  redrive(seq: number, to: Queue): void {
    this.messages.redrive(seq, to);
    this.#waiting.arrived(to.id);
  }

  /** Forgets every message of the queue. Inside a unit of work of the store. */
  purge(queue: Queue): void {
    this.messages.purge(queue);
    this.grid.store.sql('DELETE FROM sqs_dedup WHERE queue = ?').run(queue.id);
  }

  /** In a FIFO queue what comes behind a message may be on its way once its timeout is over. */
  #checkNotExpired(queue: Queue, receipt: Receipt, handle: string): void {
    if (!queue.fifo || !this.messages.isExpired(queue, receipt)) return;
    throw outOfRange('ReceiptHandle', handle, 'The receipt handle has expired');
  }

  #receipt(queue: Queue, handle: string) {
    const receipt = receiptFrom(queue, handle);
    if (receipt) return receipt;
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }

  /** A FIFO queue takes a deduplication id once in five minutes, and answers as it did the first time. */
  #once(queue: Queue, outgoing: Outgoing): Sent {
    const dedup = outgoing.dedup ?? this.#contentId(queue, outgoing.body);
    const id = queue.attributes.DeduplicationScope === 'messageGroup' ? `${outgoing.group}\n${dedup}` : dedup;
    const { store, clock } = this.grid;
    const now = clock.now();
    const known = store
      .sql('SELECT message_id, seq FROM sqs_dedup WHERE queue = ? AND id = ? AND until > ?')
      .get(queue.id, id, now);
    if (known) return { messageId: String(known.message_id), sequence: Number(known.seq) };
    const sent = this.messages.add(queue, { ...outgoing, dedup });
    store
      .sql('REPLACE INTO sqs_dedup VALUES (?, ?, ?, ?, ?)')
      .run(queue.id, id, sent.messageId, sent.sequence, now + DEDUP_MS);
    return sent;
  }

  #contentId(queue: Queue, body: string): string {
    if (queue.attributes.ContentBasedDeduplication === 'true') return hash('sha256', body);
    throw invalid(NO_DEDUPLICATION);
  }

  #sweepLater(): void {
    this.#cancel = this.grid.clock.after(SWEEP_MS, () => {
      const { store, clock } = this.grid;
      store
        .write(() => {
          store.sql('DELETE FROM sqs_dedup WHERE until <= ?').run(clock.now());
          for (const queue of this.queues.all()) this.messages.expire(queue);
        })
        .catch((error: unknown) => this.grid.log(`sqs: ${String(error)}`));
      if (!this.#stopped) this.#sweepLater();
    });
  }
}
