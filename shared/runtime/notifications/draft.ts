import type { AttributeValue, WriteRequest } from '@aws-sdk/client-dynamodb';
import { batchWrite } from '../batchWrite.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';
import type { Hold } from '../views/row.ts';
import type { Composed, Outbox } from './compose.ts';
import { keyOf } from './order.ts';

/**
 * How a message stands. Before anybody outside has it: `enviando`, somebody has claimed it for its channel's queue;
 * `aplazada`, it waits until it may be sent; `porEnviar`, its provider has not taken it yet. Then `aceptada`: the provider
 * has; which of `entregada` and `rechazada` follows is told where the provider tells. For good not sent: `omitida`, there had
 * been too many in that hour, whoever would get it wants none, or it has come too late; `sinProveedor`, there is none.
 */
export type SentState =
  | 'enviando'
  | 'aplazada'
  | 'porEnviar'
  | 'aceptada'
  | 'entregada'
  | 'rechazada'
  | 'omitida'
  | 'sinProveedor';

/** A message as queries show it. */
export interface SentMessage extends Pick<Composed, 'hito' | 'version' | 'canal'> {
  /** `null` when the customer was forgotten. */
  readonly asunto: string | null;
  /** Without the link that it was sent with. */
  readonly texto: string | null;
  readonly clave: string;
  readonly clienteId: string;
  readonly estado: SentState;
  /** Since when it stands so; of one that waits, when it is to be sent. */
  readonly en: string;
  /** What the provider calls it, once it was taken: its own logs tell more of it. */
  readonly recibo?: string;
  /** Why it was refused, by the provider's own word. */
  readonly motivo?: string;
}

/** Composed messages of one stream that are to go out. */
export interface Outgoing {
  readonly outbox: Outbox;
  readonly messages: readonly Composed[];
  /** This sender's are those of later versions: it wrote the row that they were composed in. */
  readonly mineAfter: number;
  /** Which messages the last writer of the row, this one or another, has for itself. */
  readonly hold: Hold | undefined;
  /** The trace that they belong to. */
  readonly traceparent?: string | undefined;
}

/** A message with its key in the table and what the table keeps of it. */
export interface Draft {
  readonly key: string;
  readonly message: Composed;
  readonly record: SentMessage;
}

/** A message that is to go out, as its sender sees it. */
export interface Claimed extends Draft {
  /** Whose it is by who wrote the row; `anybody` when that was too long ago. */
  readonly sender: 'mine' | 'another' | 'anybody';
  readonly traceparent?: string | undefined;
}

/** Told of a stream of which a message could not be sent: its events must come again. */
export type Failed = (clave: string, error: unknown) => void;

/** What this instance knows to be settled, by key. */
export const settled = new Lru<true>(10_000);

/** A message of a stream, with how it stands. */
export function draftOf({ clave, clienteId }: Outbox, message: Composed, estado: SentState): Draft {
  const { hito, version, canal, asunto, texto } = message;
  const en = new Date().toISOString();
  return {
    key: keyOf({ clave, version, canal }),
    message,
    record: { hito, version, canal, asunto, texto, clave, clienteId, estado, en },
  };
}

/** A message that is to go out, as this sender sees it. */
export function claimedOf({ outbox, mineAfter, hold, traceparent }: Outgoing, message: Composed): Claimed {
  const { version } = message;
  const held = hold !== undefined && version > hold.after && Date.now() < hold.until;
  return {
    ...draftOf(outbox, message, 'enviando'),
    sender: version > mineAfter ? 'mine' : held ? 'another' : 'anybody',
    traceparent,
  };
}

/** Whether nothing more is to be done about a message by whoever has its event: its channel has it. */
export function isSettled(estado: string | undefined): boolean {
  return estado !== undefined && estado !== 'enviando';
}

/** Writes down how messages stand. */
export async function mark(records: readonly SentMessage[]): Promise<void> {
  const requests = records.map((record): WriteRequest => ({ PutRequest: { Item: itemOf(record) } }));
  if (requests.length > 0) await batchWrite(variable('VIEW_TABLE'), requests);
}

/** What the table keeps of a message, beside what its indexes find it by. */
export function itemOf(record: SentMessage): Record<string, AttributeValue> {
  return {
    key: { S: keyOf(record) },
    version: { N: '0' },
    grupo: { S: record.clave },
    destinadoA: { S: record.clienteId },
    en: { S: record.en },
    estado: { S: record.estado },
    view: { S: JSON.stringify(record) },
  };
}
