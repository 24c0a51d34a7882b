import type { AttributeValue, WriteRequest } from '@aws-sdk/client-dynamodb';
import { batchWrite } from '../batchWrite.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import type { Hold } from '../views/row.ts';
import type { Composed, Outbox } from './compose.ts';

/**
 * How a message stands: `omitida` is left out, since there had been too many in that hour or whoever would get it wants
 * none; `aplazada` waits until it may be sent; `fallida` was not taken, and is tried again.
 */
export type SentState = 'enviando' | 'enviada' | 'omitida' | 'aplazada' | 'fallida';

/** A message as queries show it. */
export interface SentMessage extends Pick<Composed, 'hito' | 'version' | 'canal'> {
  /** `null` when the customer was forgotten. */
  readonly asunto: string | null;
  /** Without the link that it was sent with. */
  readonly texto: string | null;
  readonly clave: string;
  readonly clienteId: string;
  readonly estado: SentState;
  /** When it was sent, left out or not taken; of one that waits, when it is to be sent. */
  readonly en: string;
}

/** Composed messages of one stream that are to go out. */
export interface Outgoing {
  readonly outbox: Outbox;
  readonly messages: readonly Composed[];
  /** This sender's are those of later versions: it wrote the row that they were composed in. */
  readonly mineAfter: number;
  /** Which messages the last writer of the row, this one or another, has for itself. */
  readonly hold: Hold | undefined;
}

/** A message with its key in the table and what the table keeps of it. */
export interface Draft {
  readonly key: string;
  readonly message: Composed;
  readonly memory: unknown;
  readonly record: SentMessage;
  /** Whose it is by who wrote the row; `anybody` when that was too long ago. */
  readonly sender: 'mine' | 'another' | 'anybody';
}

/** Told of a stream of which a message could not be sent: its events must come again. */
export type Failed = (clave: string, error: unknown) => void;

/** What this instance knows to be settled, by key. */
export const settled = new Lru<true>(10_000);

/** A message that is to go out, as this sender sees it. */
export function draftOf({ outbox, mineAfter, hold }: Outgoing, message: Composed): Draft {
  const { clave, clienteId, memoria } = outbox;
  const { hito, version, canal, asunto, texto } = message;
  const held = hold !== undefined && version > hold.after && Date.now() < hold.until;
  const en = new Date().toISOString();
  return {
    key: `${clave}|${version}|${canal}`,
    message,
    memory: memoria,
    sender: version > mineAfter ? 'mine' : held ? 'another' : 'anybody',
    record: { hito, version, canal, asunto, texto, clave, clienteId, estado: 'enviando', en },
  };
}

/** Whether nothing more is to be done about a message by whoever has its event. */
export function isSettled(estado: string | undefined): boolean {
  return estado === 'enviada' || estado === 'omitida' || estado === 'aplazada';
}

/** Writes down how messages stand. @param en when they wait until then; else now, as it is in them. */
export async function mark(drafts: readonly Draft[], estado: SentState, en?: string): Promise<void> {
  const requests = drafts.map(
    ({ key, record }): WriteRequest => ({
      PutRequest: { Item: itemOf(key, { ...record, estado, ...(en !== undefined && { en }) }) },
    }),
  );
  await batchWrite(variable('VIEW_TABLE'), requests);
  if (isSettled(estado)) for (const { key } of drafts) settled.set(key, true);
}

/** What the table keeps of a message, beside what its indexes find it by. */
export function itemOf(key: string, record: SentMessage): Record<string, AttributeValue> {
  return {
    key: { S: key },
    version: { N: '0' },
    grupo: { S: record.clave },
    destinadoA: { S: record.clienteId },
    en: { S: record.en },
    estado: { S: record.estado },
    view: { S: JSON.stringify(record) },
  };
}
