import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store.ts';
import type { MessageAttributes } from './digest.ts';
import { fromJson, type Receipt, type Row, type Taken, takenFrom } from './receipt.ts';
import type { Queue } from './registry.ts';
import { defineMessages } from './schema.ts';

/** A message on its way into a queue. */
export interface Outgoing {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly systemAttributes?: MessageAttributes | undefined;
  readonly delayMs?: number | undefined;
  readonly group?: string | undefined;
  readonly dedup?: string | undefined;
}

/** What the sender is told. */
export interface Sent {
  readonly messageId: string;
  readonly sequence: number;
}

/** How many messages a queue has in each state. */
export interface Counts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Who receives: an event source mapping of this process, or a client through the API, who may outlive it. */
export type ReceiverKind = 'mapping' | 'client';

/** How messages are received. */
export interface Taking {
  readonly visibilityMs: number;
  readonly dlq: Queue | undefined;
  readonly receiver: ReceiverKind;
}

/** AWS too looks no further than this for a group of a FIFO queue that is free. */
const FIFO_HORIZON = 120_000;

const TAKEN = `m.seq, m.sent_at, m.receives, m.void, m.elsewhere, m.first_at, p.message_id, p.body, p.attributes, p.trace, p.grp, p.dedup, p.source`;

/**
 * The messages of all queues in the store. What changes with each receive is one narrow row, found by walking one
 * index; the payload is a row of its own, written once and deleted once. Each method but the counts runs inside a unit
 * of work of the store.
 */
export class Messages {
  readonly #store: Store;
  readonly #clock: Clock;
  #last = 0;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  load(): void {
    defineMessages(this.#store);
    this.#last = Number(this.#store.sql('SELECT COALESCE(MAX(seq), 0) AS last FROM sqs_payloads').get()?.last);
  }

  add(queue: Queue, outgoing: Outgoing): Sent {
    const now = this.#clock.now();
    // Microseconds: numbers grow over restarts without a counter that every send would have to write.
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    const seq = this.#last;
    const messageId = randomUUID();
    const { body, attributes, systemAttributes, group = null, dedup = null } = outgoing;
    this.#store
      .sql('INSERT INTO sqs_messages (seq, queue, visible_at, sent_at, fifo) VALUES (?, ?, ?, ?, ?)')
      .run(seq, queue.id, now + (outgoing.delayMs ?? queue.delayMs), now, queue.fifo ? group : null);
    this.#store
      .sql(
        'INSERT INTO sqs_payloads (seq, message_id, body, attributes, trace, grp, dedup) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(seq, messageId, body, asJson(attributes), asJson(systemAttributes), group, dedup);
    return { messageId, sequence: seq };
  }

  /** Receives up to `max` messages; those past their retention are dropped, those received too often become dead letters. */
  take(queue: Queue, max: number, { visibilityMs, dlq, receiver }: Taking): Taken[] {
    const taken: Taken[] = [];
    const seen = new Set<unknown>();
    const polled = receiver === 'mapping' ? 1 : 0;
    const now = this.#clock.now();
    while (taken.length < max) {
      // Hidden for no time, what was taken is still there; there are at most `max` of it.
      const rows = (queue.fifo ? this.#fifoRows(queue, max) : this.#rows(queue, max)).filter(
        ({ seq }) => !seen.has(seq),
      );
      if (rows.length === 0) break;
      for (const row of rows.slice(0, max - taken.length)) {
        const seq = Number(row.seq);
        seen.add(seq);
        if (Number(row.sent_at) + queue.retentionMs < now) this.#drop(seq);
        else if (dlq && queue.redrive && countedHere(row) >= queue.redrive.maxReceiveCount) {
          this.bury(seq, queue, dlq);
        } else {
          const receives = Number(row.receives) + 1;
          this.#store
            .sql(
              'UPDATE sqs_messages SET visible_at = ?, receives = ?, first_at = COALESCE(first_at, ?), polled = ? WHERE seq = ?',
            )
            .run(now + visibilityMs, receives, now, polled, seq);
          taken.push(takenFrom({ ...row, receives, first_at: row.first_at ?? now }, queue));
        }
      }
    }
    return taken;
  }

  /** Deletes the message that the receipt is for, unless it was received again since. Gives whether it was there. */
  remove(queue: Queue, { seq, receives }: Receipt): boolean {
    const { changes } = this.#store
      .sql('DELETE FROM sqs_messages WHERE seq = ? AND queue = ? AND receives = ?')
      .run(seq, queue.id, receives);
    if (Number(changes) === 0) return false;
    this.#store.sql('DELETE FROM sqs_payloads WHERE seq = ?').run(seq);
    return true;
  }

  /** Its mapping is done with a message and has not deleted it: from now on it is hidden for a reason, not held. */
  leave(queue: Queue, { seq, receives }: Receipt): void {
    this.#store
      .sql('UPDATE sqs_messages SET polled = 0 WHERE seq = ? AND queue = ? AND receives = ?')
      .run(seq, queue.id, receives);
  }

  /**
   * Shows what mappings were working on: they are of a process that has ended, however it did. Their functions did not get
   * to say anything, so these receives count for nothing. For the start of a grid.
   */
  release(): void {
    const now = this.#clock.now();
    this.#store
      .sql('UPDATE sqs_messages SET visible_at = MIN(visible_at, ?), polled = 0, void = void + 1 WHERE polled = 1')
      .run(now);
  }

  /** Shows a message whose receiver did nothing with it, as if it had not been received. */
  giveBack(queue: Queue, { seq, receives }: Receipt): void {
    this.#store
      .sql(
        'UPDATE sqs_messages SET visible_at = ?, polled = 0, void = void + 1 WHERE seq = ? AND queue = ? AND receives = ?',
      )
      .run(this.#clock.now(), seq, queue.id, receives);
  }

  /**
   * Hides the message until `ms` from now. Gives false when it is gone or was received again. Who asks for a time means it:
   * it holds over a restart, whoever received the message.
   */
  hide(queue: Queue, { seq, receives }: Receipt, ms: number): boolean {
    const { changes } = this.#store
      .sql('UPDATE sqs_messages SET visible_at = ?, polled = 0 WHERE seq = ? AND queue = ? AND receives = ?')
      .run(this.#clock.now() + ms, seq, queue.id, receives);
    return Number(changes) > 0;
  }

  /** Whether the message is there and this receive of it is over: shown, or received again. */
  isExpired(queue: Queue, { seq, receives }: Receipt): boolean {
    const row = this.#store
      .sql('SELECT receives, visible_at FROM sqs_messages WHERE seq = ? AND queue = ?')
      .get(seq, queue.id);
    return row !== undefined && (row.receives !== receives || Number(row.visible_at) <= this.#clock.now());
  }

  /**
   * Makes a message a dead letter. The time it was sent stays in standard queues and begins anew in FIFO queues; how often
   * it was received stays, and counts no more towards what the queue's own redrive policy allows.
   */
  bury(seq: number, from: Queue, to: Queue): void {
    const now = this.#clock.now();
    this.#store
      .sql(`UPDATE sqs_messages SET queue = ?, visible_at = ?, elsewhere = receives - void,
        sent_at = CASE WHEN fifo IS NULL THEN sent_at ELSE ? END WHERE seq = ?`)
      .run(to.id, now, now, seq);
    this.#store.sql('UPDATE sqs_payloads SET source = ? WHERE seq = ?').run(from.arn, seq);
  }

  /**
   * Sends a dead letter to a queue as a new message: a new id, sent now, received never
   * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html).
   */
  redrive(seq: number, to: Queue): void {
    const row = this.#store.sql('SELECT * FROM sqs_payloads WHERE seq = ?').get(seq) ?? {};
    const text = (column: string) => (row[column] === null ? undefined : String(row[column]));
    this.add(to, {
      body: String(row.body),
      attributes: fromJson(row.attributes),
      systemAttributes: fromJson(row.trace),
      group: text('grp'),
      dedup: text('dedup'),
    });
    this.#drop(seq);
  }

  /** The visible messages of a queue in order, with the queue that each was a dead letter of. */
  first(queue: Queue, limit: number): { seq: number; source: string | null }[] {
    return this.#store
      .sql(`SELECT m.seq, p.source FROM sqs_messages m JOIN sqs_payloads p ON p.seq = m.seq
        WHERE m.queue = ? AND m.visible_at <= ? ORDER BY m.visible_at, m.seq LIMIT ?`)
      .all(queue.id, this.#clock.now(), limit) as { seq: number; source: string | null }[];
  }

  purge(queue: Queue): void {
    this.#store
      .sql('DELETE FROM sqs_payloads WHERE seq IN (SELECT seq FROM sqs_messages WHERE queue = ?)')
      .run(queue.id);
    this.#store.sql('DELETE FROM sqs_messages WHERE queue = ?').run(queue.id);
  }

  /** Drops what is older than the queue keeps. */
  expire(queue: Queue): void {
    const before = this.#clock.now() - queue.retentionMs;
    const old = this.#store.sql('SELECT seq FROM sqs_messages WHERE queue = ? AND sent_at < ?').all(queue.id, before);
    for (const { seq } of old) this.#drop(Number(seq));
  }

  hasVisible(queue: Queue): boolean {
    const sql = 'SELECT 1 FROM sqs_messages WHERE queue = ? AND visible_at <= ? LIMIT 1';
    return this.#store.sql(sql).get(queue.id, this.#clock.now()) !== undefined;
  }

  /** When the next hidden message shows itself. */
  nextVisible(queue: Queue): number | undefined {
    const sql = 'SELECT visible_at FROM sqs_messages WHERE queue = ? AND visible_at > ? ORDER BY visible_at LIMIT 1';
    const row = this.#store.sql(sql).get(queue.id, this.#clock.now());
    return row ? Number(row.visible_at) : undefined;
  }

  counts(queue: Queue): Counts {
    const row = this.#store
      .sql(`SELECT COUNT(*) AS total, SUM(visible_at <= ?1) AS visible,
        SUM(visible_at > ?1 AND receives = 0) AS delayed FROM sqs_messages WHERE queue = ?2`)
      .get(this.#clock.now(), queue.id);
    const [total, visible, delayed] = [Number(row?.total), Number(row?.visible ?? 0), Number(row?.delayed ?? 0)];
    return { visible, delayed, inFlight: total - visible - delayed };
  }

  /** When the oldest message was sent. */
  oldest(queue: Queue): number | undefined {
    const row = this.#store.sql('SELECT MIN(sent_at) AS at FROM sqs_messages WHERE queue = ?').get(queue.id);
    return row?.at == null ? undefined : Number(row.at);
  }

  #rows(queue: Queue, limit: number): Row[] {
    return this.#store
      .sql(`SELECT ${TAKEN} FROM sqs_messages m JOIN sqs_payloads p ON p.seq = m.seq
        WHERE m.queue = ? AND m.visible_at <= ? ORDER BY m.visible_at, m.seq LIMIT ?`)
      .all(queue.id, this.#clock.now(), limit);
  }

  /**
   * The first messages of groups none of whose messages before is hidden: of one group as many as there are before the next
   * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html).
   */
  #fifoRows(queue: Queue, limit: number): Row[] {
    const walk = this.#store.sql(`SELECT fifo FROM sqs_messages
      WHERE queue = ? AND fifo IS NOT NULL ORDER BY queue, seq LIMIT ${FIFO_HORIZON}`);
    const payload = this.#store.sql(
      `SELECT ${TAKEN} FROM sqs_messages m JOIN sqs_payloads p ON p.seq = m.seq WHERE m.seq = ?`,
    );
    const ofGroup = this.#store.sql(
      'SELECT seq, visible_at FROM sqs_messages WHERE queue = ? AND fifo = ? ORDER BY seq',
    );
    const now = this.#clock.now();
    const groups = new Set<unknown>();
    const rows: Row[] = [];
    for (const { fifo } of walk.iterate(queue.id)) {
      if (groups.has(fifo)) continue;
      groups.add(fifo);
      for (const { seq, visible_at } of ofGroup.iterate(queue.id, fifo as string)) {
        if (Number(visible_at) > now || rows.length === limit) break;
        rows.push(payload.get(seq as number) as Row);
      }
      if (rows.length === limit) break;
    }
    return rows;
  }

  #drop(seq: number): void {
    this.#store.sql('DELETE FROM sqs_messages WHERE seq = ?').run(seq);
    this.#store.sql('DELETE FROM sqs_payloads WHERE seq = ?').run(seq);
  }
}

/** How often a message was received in the queue that it is in. */
function countedHere(row: Row): number {
  return Number(row.receives) - Number(row.void) - Number(row.elsewhere);
}

function asJson(attributes: MessageAttributes | undefined): string | null {
  return attributes && Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null;
}
