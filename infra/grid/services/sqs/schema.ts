import type { Store } from '../../store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sqs_messages (seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, visible_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, first_at INTEGER, fifo TEXT);
  CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible_at, seq);
  CREATE INDEX IF NOT EXISTS sqs_messages_fifo ON sqs_messages (queue, seq) WHERE fifo IS NOT NULL;
  CREATE INDEX IF NOT EXISTS sqs_messages_group ON sqs_messages (queue, fifo, seq) WHERE fifo IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sqs_payloads (seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT, trace TEXT, grp TEXT, dedup TEXT, source TEXT);`;

/**
 * What came to the table of messages later. Whether a mapping is at work on one (`polled`). `receives` only grows, since
 * receipts go by it; of these, `void` count for nothing, as a crash cut them short, and `elsewhere` were in the queue that
 * the message is a dead letter of.
 */
const ADDED = ['polled', 'void', 'elsewhere'];

/** Makes the tables of messages, and brings those of a data folder that is older up to date. */
export function defineMessages(store: Store): void {
  store.define(SCHEMA);
  const columns = new Set(
    store
      .sql("SELECT name FROM pragma_table_info('sqs_messages')")
      .all()
      .map(({ name }) => name),
  );
  for (const column of ADDED.filter((each) => !columns.has(each)))
    store.define(`ALTER TABLE sqs_messages ADD COLUMN ${column} INTEGER NOT NULL DEFAULT 0`);
}
