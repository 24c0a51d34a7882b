import type { AttributeValue, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import type { Journal } from '#shared/model/projection.ts';
import { batchWrite } from '../batchWrite.ts';
import { variable } from '../environment.ts';
import { byGeneration } from './rows.ts';

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

/** A line with where it stands: whose journal, and at which place of it. */
export interface JournalLine {
  readonly key: string;
  readonly sort: string;
  readonly row: JournalRow;
}

/**
 * Writes a line for each event. A journal needs no cursor: a line belongs to one event alone, and a repeated event writes
 * the same line again.
 */
export async function writeLines(journal: Journal, events: readonly Recorded[]): Promise<void> {
  const requests = linesOf(journal, events).map((line): WriteRequest => ({ PutRequest: { Item: toItem(line) } }));
  await batchWrite(variable('VIEW_TABLE'), requests);
}

/** The lines that events make, each once. */
export function linesOf(journal: Journal, events: readonly Recorded[]): JournalLine[] {
  const lines = new Map<string, JournalLine>();
  for (const event of events) {
    const line = lineOf(journal, event);
    if (line) lines.set(`${line.key}|${line.sort}`, line);
  }
  return [...lines.values()];
}

function lineOf(journal: Journal, { type, data, metadata }: Recorded): JournalLine | undefined {
  const handler = journal.handlers[type];
  if (!handler) return undefined;
  const current = upcast(handler.event, metadata.schemaVersion, data);
  const key = current[journal.key];
  if (typeof key !== 'string') throw new Error(`${type} has no "${journal.key}", by which ${journal.name} is kept.`);
  return {
    key,
    sort: `${metadata.occurredAt}|${metadata.id}`,
    row: {
      id: metadata.id,
      ocurrio: metadata.occurredAt,
      tipo: type,
      flujo: metadata.stream,
      version: metadata.version,
      actor: metadata.actor,
      ...handler.tell(current, metadata.occurredAt),
    },
  };
}

function toItem({ key, sort, row }: JournalLine): Record<string, AttributeValue> {
  return { key: { S: byGeneration() + key }, sort: { S: sort }, view: { S: JSON.stringify(row) } };
}
