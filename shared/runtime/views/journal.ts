import { type AttributeValue, BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import type { Journal } from '#shared/model/projection.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';

const BATCH = 25;

/** A line of a journal as queries give it. */
export interface JournalRow {
  readonly id: string;
  readonly ocurrio: string;
  readonly tipo: string;
  readonly flujo: string;
  readonly version: number;
  readonly actor: string;
  readonly titulo: string;
  readonly detalle?: string;
}

/** Writes a line for each event. A repeated event writes the same line again, so order and repetition do not matter. */
export async function writeJournal(journal: Journal, events: readonly Recorded[]): Promise<void> {
  const items = new Map<string, Record<string, AttributeValue>>();
  for (const event of events) {
    const item = lineOf(journal, event);
    if (item) items.set(`${item.key?.S}|${item.sort?.S}`, item);
  }
  const requests = [...items.values()].map((Item): WriteRequest => ({ PutRequest: { Item } }));
  for (let from = 0; from < requests.length; from += BATCH) await writeBatch(requests.slice(from, from + BATCH));
}

function lineOf(journal: Journal, { type, data, metadata }: Recorded): Record<string, AttributeValue> | undefined {
  const handler = journal.handlers[type];
  if (!handler) return undefined;
  const current = upcast(handler.event, metadata.schemaVersion, data);
  const row: JournalRow = {
    id: metadata.id,
    ocurrio: metadata.occurredAt,
    tipo: type,
    flujo: metadata.stream,
    version: metadata.version,
    actor: metadata.actor,
    ...handler.tell(current),
  };
  return {
    key: { S: String(current[journal.key]) },
    sort: { S: `${metadata.occurredAt}|${metadata.id}` },
    view: { S: JSON.stringify(row) },
  };
}

async function writeBatch(requests: WriteRequest[]): Promise<void> {
  const table = variable('VIEW_TABLE');
  let left: WriteRequest[] = requests;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === 5)
      throw new Error(`${left.length} lines of the journal were throttled; the batch is retried by its queue.`);
    const { UnprocessedItems } = await dynamodb().send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
    left = UnprocessedItems?.[table] ?? [];
  }
}
