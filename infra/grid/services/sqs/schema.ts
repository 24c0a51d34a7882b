import type { Store } from '../../store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sqs_messages (seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, visible_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, first_at INTEGER, fifo TEXT, polled INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible_at, seq);
  CREATE INDEX IF NOT EXISTS sqs_messages_fifo ON sqs_messages (queue, seq) WHERE fifo IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sqs_payloads (seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT, trace TEXT, grp TEXT, dedup TEXT, source TEXT);`;

/** Makes the tables of messages, and brings those of a data folder that is older up to date. */
export function defineMessages(store: Store): void {
  store.define(SCHEMA);
  const columns = store.sql("SELECT name FROM pragma_table_info('sqs_messages')").all();
  if (columns.some(({ name }) => name === 'polled')) return;
  store.define('ALTER TABLE sqs_messages ADD COLUMN polled INTEGER NOT NULL DEFAULT 0');
}
