import type { Store } from '../../store.ts';

/** A message that would have left the laptop, and did not. */
export interface SentMessage {
  readonly at: string;
  readonly topicArn: string | null;
  readonly protocol: string;
  readonly endpoint: string;
  readonly subject: string | null;
  readonly message: string;
  /** Why nobody got it. */
  readonly note: string;
}

/** What is kept at most: the oldest go first. */
const KEPT = 10_000;

/** E-mails, text messages and web hooks outside: recorded, not sent from a laptop. */
export class Outbox {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  load(): void {
    this.#store.define(`CREATE TABLE IF NOT EXISTS sns_outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER,
      topic TEXT, protocol TEXT, endpoint TEXT, subject TEXT, message TEXT)`);
  }

  /** Inside a unit of work of the store. */
  record(entry: Omit<SentMessage, 'at' | 'note'> & { readonly at: number }): void {
    const { at, topicArn, protocol, endpoint, subject, message } = entry;
    const { lastInsertRowid } = this.#store
      .sql('INSERT INTO sns_outbox (at, topic, protocol, endpoint, subject, message) VALUES (?, ?, ?, ?, ?, ?)')
      .run(at, topicArn, protocol, endpoint, subject, message);
    this.#store.sql('DELETE FROM sns_outbox WHERE id <= ?').run(Number(lastInsertRowid) - KEPT);
  }

  /** The newest first. */
  all(): SentMessage[] {
    const rows = this.#store.sql('SELECT * FROM sns_outbox ORDER BY id DESC').all() as Record<string, string>[];
    return rows.map(({ at, topic, protocol, endpoint, subject, message }) => ({
      at: new Date(Number(at)).toISOString(),
      topicArn: topic ?? null,
      protocol: protocol ?? '',
      endpoint: endpoint ?? '',
      subject: subject ?? null,
      message: message ?? '',
      note: 'not sent from a laptop',
    }));
  }
}
