import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

/** A message that would have left this machine, and lies here instead. */
export interface OutboxMessage {
  /** `sms`, `email`, `email-json`, `http` or `https`. */
  readonly protocol: string;
  /** A phone number, an address or a URL. */
  readonly to: string;
  /** Who sent it, where that is known: the ARN of a topic, or an address of mail. */
  readonly from: string | null;
  readonly subject: string | null;
  readonly body: string;
}

/** A message as it lies in the outbox; a greater id is a later one. */
export interface KeptMessage extends OutboxMessage {
  readonly id: number;
  /** ISO 8601, by the grid's clock. */
  readonly at: string;
}

/** What is kept at most: the oldest go first. */
const KEPT = 1_000;

/** What is given at once at most. */
const PAGE = 100;

interface OutboxParts {
  readonly store: Store;
  readonly clock: Clock;
  log(line: string): void;
}

/** E-mails, text messages and calls of other machines: kept where people can look at them, and sent nowhere. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    parts.store.define(`CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,
      protocol TEXT NOT NULL, recipient TEXT NOT NULL, sender TEXT, subject TEXT, body TEXT NOT NULL)`);
  }

  /** Keeps a message, and says so on the console. Inside a unit of work of the store. */
  keep({ protocol, to, from, subject, body }: OutboxMessage): void {
    const { store, clock, log } = this.#parts;
    const { lastInsertRowid } = store
      .sql('INSERT INTO outbox (at, protocol, recipient, sender, subject, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(clock.now(), protocol, to, from, subject, body);
    store.sql('DELETE FROM outbox WHERE id <= ?').run(Number(lastInsertRowid) - KEPT);
    log(
      `outbox: ${protocol} to ${to}${from === null ? '' : ` of ${from}`}, kept here and not sent (GET /_alpes/outbox)`,
    );
  }

  /** The newest first, a page of them; from before the message `before`, where that is given. */
  read(before = Number.MAX_SAFE_INTEGER): KeptMessage[] {
    const rows = this.#parts.store
      .sql('SELECT * FROM outbox WHERE id < ? ORDER BY id DESC LIMIT ?')
      .all(before, PAGE) as unknown as OutboxRow[];
    return rows.map(({ id, at, protocol, recipient, sender, subject, body }) => {
      return { id, at: new Date(at).toISOString(), protocol, to: recipient, from: sender, subject, body };
    });
  }
}

interface OutboxRow {
  readonly id: number;
  readonly at: number;
  readonly protocol: string;
  readonly recipient: string;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly body: string;
}
